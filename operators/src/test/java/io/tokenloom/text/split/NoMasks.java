package io.tokenloom.text.split;

/** Never certain of anything, so that splitters go piece by piece. */
final class NoMasks extends AsciiMasks {
    @Override
    boolean isFast() {
        return false;
    }

    @Override
    long ends(byte[] utf8, int at, int to, BoundaryRule rule) {
        return 0;
    }
}
