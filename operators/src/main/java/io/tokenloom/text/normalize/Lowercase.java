package io.tokenloom.text.normalize;

import com.ibm.icu.lang.UCharacter;

/**
 * Lower case, each character by itself: no final sigma, no locale. By ICU's version of Unicode; U+0130 becomes two
 * characters, the only one that does. Thread-safe: immutable.
 */
public enum Lowercase implements Normalizer {
    /** The only one. */
    INSTANCE;

    private static final int CAPITAL_I_WITH_DOT = 0x130;
    private static final int DOT_ABOVE = 0x307;
    private static final int END_OF_CASE = 0x20000;

    private final CharacterClass upper =
            CharacterClass.of(c -> c < END_OF_CASE && (UCharacter.toLowerCase(c) != c || c == CAPITAL_I_WITH_DOT));

    @Override
    public boolean leaves(byte[] utf8, int from, int to) {
        return upper.next(utf8, from, to) == to;
    }

    @Override
    public void normalize(NormalizedText text) {
        text.rewrite(upper, Lowercase::lower);
    }

    private static void lower(int character, NormalizedText text) {
        if (character == CAPITAL_I_WITH_DOT) {
            text.replace('i');
            text.insert(DOT_ABOVE);
        } else {
            text.replace(UCharacter.toLowerCase(character));
        }
    }
}
