package io.tokenloom.text.split;

/** Piece by piece, without masks. */
class StepwiseSplitterTest extends SplitterContract {
    @Override
    AsciiMasks masks() {
        return new NoMasks();
    }
}
