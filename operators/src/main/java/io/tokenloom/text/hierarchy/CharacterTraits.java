package io.tokenloom.text.hierarchy;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterEnums.ECharacterCategory;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.util.VersionInfo;

/** What the rule has to know of a character, in one number. Thread-safe: holds only a table that is never changed. */
final class CharacterTraits {
    static final int PUNCTUATION = 1 << 8;
    static final int LOWER = 1 << 9;
    static final int UPPER = 1 << 10;
    static final int WHITE = 1 << 11;
    static final int PICTOGRAPH = 1 << 12;
    static final int SPACE = 1 << 13;

    /** The lower bits are the value of the property Word_Break, as {@link UCharacter.WordBreak} numbers it. */
    private static final int WORD_BREAK = 0xFF;

    private static final int TABLE_SIZE = 0x10000;
    private static final char[] TABLE = table();

    private CharacterTraits() {}

    private static char[] table() {
        VersionInfo version = UCharacter.getUnicodeVersion();
        if (version.getMajor() != HatSplitter.UNICODE_VERSION) {
            throw new IllegalStateException("words are split by Unicode " + HatSplitter.UNICODE_VERSION
                    + ", and the ICU4J that is there knows Unicode " + version + "; take ICU4J 77");
        }
        char[] table = new char[TABLE_SIZE];
        for (int codePoint = 0; codePoint < TABLE_SIZE; codePoint++) {
            table[codePoint] = (char) compute(codePoint);
        }
        return table;
    }

    static int of(int codePoint) {
        return codePoint < TABLE_SIZE ? TABLE[codePoint] : compute(codePoint);
    }

    static int wordBreak(int traits) {
        return traits & WORD_BREAK;
    }

    private static int compute(int codePoint) {
        int traits = UCharacter.getIntPropertyValue(codePoint, UProperty.WORD_BREAK);
        traits |= switch (UCharacter.getType(codePoint)) {
            case ECharacterCategory.CONNECTOR_PUNCTUATION,
                    ECharacterCategory.DASH_PUNCTUATION,
                    ECharacterCategory.START_PUNCTUATION,
                    ECharacterCategory.END_PUNCTUATION,
                    ECharacterCategory.INITIAL_PUNCTUATION,
                    ECharacterCategory.FINAL_PUNCTUATION,
                    ECharacterCategory.OTHER_PUNCTUATION -> PUNCTUATION;
            case ECharacterCategory.LOWERCASE_LETTER -> LOWER;
            case ECharacterCategory.UPPERCASE_LETTER -> UPPER;
            default -> 0;
        };
        traits |= UCharacter.isUWhiteSpace(codePoint) ? WHITE : 0;
        traits |= UCharacter.hasBinaryProperty(codePoint, UProperty.EXTENDED_PICTOGRAPHIC) ? PICTOGRAPH : 0;
        traits |= codePoint == ' ' ? SPACE : 0;
        return traits;
    }
}
