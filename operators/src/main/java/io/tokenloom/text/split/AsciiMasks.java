package io.tokenloom.text.split;

import java.util.Optional;

/**
 * Finds pieces in up to 64 bytes of ASCII at once: sorts the bytes into bit masks, one for each class, and lets a
 * {@link BoundaryRule} compute from them where pieces end, with a few operations on whole masks in place of a loop with
 * branches over bytes. Thread-safe: holds nothing that changes.
 */
abstract class AsciiMasks {
    /** Bytes that are looked at together. */
    static final int WIDTH = 64;

    /** For fewer bytes the masks cost more than they bring. */
    private static final int LEAST = 8;

    /** What has no mask. */
    static final int PUNCTUATION = 8;

    private static final String VECTOR_MODULE = "jdk.incubator.vector";
    private static final AsciiMasks BEST = best();

    /** The fastest that this JVM can: by vectors where their module is there and the machine has them, else by tables. */
    static AsciiMasks fastest() {
        return BEST;
    }

    /** By vectors, if this JVM has their module. */
    static Optional<AsciiMasks> vectors() {
        if (ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
            return Optional.empty();
        }
        try {
            // By name: the class cannot be loaded where the module is not.
            Class<?> type = Class.forName(AsciiMasks.class.getPackageName() + ".VectorMasks");
            return Optional.of((AsciiMasks) type.getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the class of masks by vectors cannot be used; is the jar complete?", e);
        }
    }

    /** Which mask a byte is in, in the order of the arguments of {@link #ends}, or {@link #PUNCTUATION}. */
    static int typeOf(int b) {
        if (b >= 'a' && b <= 'z') {
            return 0;
        }
        if (b >= 'A' && b <= 'Z') {
            return 1;
        }
        if (b >= '0' && b <= '9') {
            return 2;
        }
        return switch (b) {
            case ' ' -> 3;
            case '\t', 0x0B, '\f' -> 4;
            case '\n', '\r' -> 5;
            case '\'' -> 6;
            // Control characters differ from pattern to pattern, and are rare.
            default -> b > ' ' && b < 0x7F ? PUNCTUATION : 7;
        };
    }

    private static AsciiMasks best() {
        return vectors().filter(AsciiMasks::isFast).orElseGet(TableMasks::new);
    }

    /** Whether the machine has what makes this way fast. */
    abstract boolean isFast();

    /**
     * Where pieces end in the ASCII text at {@code at}, where a piece begins.
     *
     * @param to end of the range; the array has {@link #WIDTH} bytes or more
     * @return bit n is set when a piece ends before {@code at + n}, whatever follows the range. 0 when no end is certain
     */
    abstract long ends(byte[] utf8, int at, int to, BoundaryRule rule);

    /** Gives the rule the masks, cut off in front of {@code at} and where they say nothing. */
    static long ends(
            byte[] utf8,
            int at,
            int to,
            BoundaryRule rule,
            int skipped,
            long lower,
            long upper,
            long digit,
            long space,
            long tab,
            long line,
            long apostrophe,
            long foreign) {
        int count = Math.min(WIDTH - skipped, Math.min(to - at, Long.numberOfTrailingZeros(foreign >>> skipped)));
        if (count < LEAST) {
            return 0;
        }
        long known = -1L >>> (WIDTH - count);
        return rule.ends(
                utf8,
                at,
                count,
                lower >>> skipped & known,
                upper >>> skipped & known,
                digit >>> skipped & known,
                space >>> skipped & known,
                tab >>> skipped & known,
                line >>> skipped & known,
                apostrophe >>> skipped & known);
    }
}
