package io.tokenloom.text.items;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterEnums.ECharacterCategory;
import io.tokenloom.text.StrictUtf8;

/** Which characters are items: letters and decimal digits, by Unicode 16. Thread-safe: holds nothing. */
final class Items {
    /** Marks behind a letter that count as part of it: as many as normalized text may have (Unicode's stream-safe form). */
    static final int MOST_MARKS = 30;

    private static final int MARKS = 1 << ECharacterCategory.NON_SPACING_MARK
            | 1 << ECharacterCategory.ENCLOSING_MARK
            | 1 << ECharacterCategory.COMBINING_SPACING_MARK;

    /** Where more text would be needed to say. */
    static final int UNCERTAIN = -1;

    private Items() {}

    static boolean isItem(int codePoint) {
        if (codePoint < 0x80) {
            int lower = codePoint | 0x20;
            return lower >= 'a' && lower <= 'z' || codePoint >= '0' && codePoint <= '9';
        }
        return UCharacter.isLetterOrDigit(codePoint);
    }

    /** The first item from an index on, or {@code to}. */
    static int next(byte[] utf8, int from, int to) {
        int at = from;
        while (at < to) {
            int codePoint = StrictUtf8.codePoint(utf8, at, to);
            if (isItem(codePoint)) {
                return at;
            }
            at += StrictUtf8.length(codePoint);
        }
        return to;
    }

    /** The index behind an item and its marks; {@link #UNCERTAIN} if the text may go on with more marks. */
    static int end(byte[] utf8, int item, int to, boolean last) {
        int at = item + StrictUtf8.length(StrictUtf8.codePoint(utf8, item, to));
        for (int marks = 0; marks < MOST_MARKS; marks++) {
            if (at == to) {
                return last ? to : UNCERTAIN;
            }
            int codePoint = StrictUtf8.codePoint(utf8, at, to);
            if ((1 << UCharacter.getType(codePoint) & MARKS) == 0) {
                return at;
            }
            at += StrictUtf8.length(codePoint);
        }
        return at;
    }
}
