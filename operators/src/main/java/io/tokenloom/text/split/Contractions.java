package io.tokenloom.text.split;

/** The English endings {@code 's 't 're 've 'm 'll 'd}, which split patterns know. */
final class Contractions {
    private Contractions() {}

    /**
     * The end of a contraction in any case, {@code (?i:'s|'t|'re|'ve|'m|'ll|'d)}. U+017F, the long s, is an s when case
     * does not matter; no other character outside ASCII is one of these letters.
     *
     * @param apostrophe index of an apostrophe
     * @return {@code apostrophe} if there is none; {@link Runs#UNDECIDED} if that depends on what follows the range
     */
    static int end(byte[] utf8, int apostrophe, int to, boolean last) {
        if (apostrophe + 1 == to) {
            return last ? apostrophe : Runs.UNDECIDED;
        }
        if (utf8[apostrophe + 1] == (byte) 0xC5) {
            return utf8[apostrophe + 2] == (byte) 0xBF ? apostrophe + 3 : apostrophe;
        }
        return end(utf8, apostrophe, to, last, 0x20);
    }

    /** The end of a contraction in small letters, {@code 's|'t|'re|'ve|'m|'ll|'d}; otherwise as {@link #end}. */
    static int smallEnd(byte[] utf8, int apostrophe, int to, boolean last) {
        if (apostrophe + 1 == to) {
            return last ? apostrophe : Runs.UNDECIDED;
        }
        return end(utf8, apostrophe, to, last, 0);
    }

    private static int end(byte[] utf8, int apostrophe, int to, boolean last, int caseBit) {
        int second =
                switch (utf8[apostrophe + 1] | caseBit) {
                    case 's', 't', 'm', 'd' -> 0;
                    case 'r', 'v' -> 'e';
                    case 'l' -> 'l';
                    default -> Runs.UNDECIDED;
                };
        if (second == 0) {
            return apostrophe + 2;
        }
        if (second < 0) {
            return apostrophe;
        }
        if (apostrophe + 2 == to) {
            return last ? apostrophe : Runs.UNDECIDED;
        }
        return (utf8[apostrophe + 2] | caseBit) == second ? apostrophe + 3 : apostrophe;
    }
}
