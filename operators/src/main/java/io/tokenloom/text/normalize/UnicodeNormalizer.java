package io.tokenloom.text.normalize;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.util.VersionInfo;
import io.tokenloom.text.Utf8;
import io.tokenloom.text.Utf8Scan;

/**
 * The four normalization forms of Unicode (UAX 15), with ICU's data as far as Unicode 9 had it: the reference's tables are
 * of that version, so a character that is younger stays as it is. Thread-safe: immutable.
 *
 * <p>Text that is normalized already, nearly all text for NFC, is recognized by the quick check of UAX 15, character by
 * character; what is not is rewritten from the last safe character before it to the next one.
 */
public enum UnicodeNormalizer implements Normalizer {
    /** Canonical decomposition. */
    NFD(Normalizer2.getNFCInstance(), UProperty.NFD_QUICK_CHECK, false),
    /** Canonical decomposition, then composition. */
    NFC(Normalizer2.getNFCInstance(), UProperty.NFC_QUICK_CHECK, true),
    /** Compatibility decomposition. */
    NFKD(Normalizer2.getNFKCInstance(), UProperty.NFKD_QUICK_CHECK, false),
    /** Compatibility decomposition, then canonical composition. */
    NFKC(Normalizer2.getNFKCInstance(), UProperty.NFKC_QUICK_CHECK, true);

    /** ICU's value of the quick check properties that means yes. */
    private static final int QUICK_CHECK_YES = UCharacter.getPropertyValueEnum(UProperty.NFC_QUICK_CHECK, "Y");

    private static final VersionInfo REFERENCE = VersionInfo.getInstance(9);

    private final Normalizer2 data;
    private final int quickCheck;
    private final boolean composes;

    UnicodeNormalizer(Normalizer2 data, int quickCheck, boolean composes) {
        this.data = data;
        this.quickCheck = quickCheck;
        this.composes = composes;
    }

    /** The quick check of each character, made when a form is first used: 200 KB and some milliseconds each. */
    private static final class Tables {
        /** Above these nothing ever changes. */
        static final int END = 0x30000;

        static final byte[] COMBINING_CLASSES = combiningClasses();
        private static final byte[][] UNCERTAIN = new byte[UnicodeNormalizer.values().length][];

        /** By code point, 1 where the quick check does not say yes. */
        static byte[] uncertain(UnicodeNormalizer form) {
            synchronized (UNCERTAIN) {
                byte[] table = UNCERTAIN[form.ordinal()];
                if (table == null) {
                    table = new byte[END];
                    for (int c = 0xA0; c < END; c++) {
                        if (UCharacter.getIntPropertyValue(c, form.quickCheck) != QUICK_CHECK_YES && isKnown(c)) {
                            table[c] = 1;
                        }
                    }
                    UNCERTAIN[form.ordinal()] = table;
                }
                return table;
            }
        }

        private static byte[] combiningClasses() {
            byte[] classes = new byte[END];
            for (int c = 0x300; c < END; c++) {
                int combiningClass = UCharacter.getCombiningClass(c);
                if (combiningClass != 0 && isKnown(c)) {
                    classes[c] = (byte) combiningClass;
                }
            }
            return classes;
        }
    }

    private static boolean isKnown(int codePoint) {
        return UCharacter.getAge(codePoint).compareTo(REFERENCE) <= 0;
    }

    @Override
    public boolean leaves(byte[] utf8, int from, int to) {
        return firstDoubt(Tables.uncertain(this), utf8, from, to) == to;
    }

    /** Where the first character begins that the quick check does not pass, or {@code to}. */
    private static int firstDoubt(byte[] uncertain, byte[] utf8, int from, int to) {
        byte[] classes = Tables.COMBINING_CLASSES;
        int last = 0;
        int at = from;
        while (at < to) {
            int b = utf8[at];
            if (b >= 0) {
                at = Utf8Scan.asciiEnd(utf8, at + 1, to);
                last = 0;
                continue;
            }
            int c = Utf8.codePoint(utf8, at);
            if (c < Tables.END) {
                int combiningClass = classes[c] & 0xFF;
                if (uncertain[c] != 0 || combiningClass != 0 && combiningClass < last) {
                    return at;
                }
                last = combiningClass;
            } else {
                last = 0;
            }
            at += Utf8.length((byte) b);
        }
        return to;
    }

    @Override
    public void normalize(NormalizedText text) {
        byte[] uncertain = Tables.uncertain(this);
        UnicodeSegment segment = new UnicodeSegment();
        text.rewrite();
        byte[] source = text.source();
        int to = text.sourceLength();
        int at = 0;
        while (true) {
            int doubt = firstDoubt(uncertain, source, at, to);
            if (doubt == to) {
                text.copyTo(to);
                return;
            }
            int start = doubt;
            while (start > at && !isSafe(uncertain, Utf8.codePoint(source, start))) {
                start = Utf8.before(source, start);
            }
            text.copyTo(start);
            at = start;
            do {
                decompose(Utf8.codePoint(source, at), segment);
                at += Utf8.length(source[at]);
            } while (at < to && !isSafe(uncertain, Utf8.codePoint(source, at)));
            segment.sort();
            if (composes) {
                segment.compose(this::composed);
            }
            segment.writeTo(text);
        }
    }

    /** Whether a text may be cut before this character, the parts normalized each by itself. */
    public boolean isBoundary(int codePoint) {
        return isSafe(Tables.uncertain(this), codePoint);
    }

    /** A character that nothing before it can change or be changed by. */
    private static boolean isSafe(byte[] uncertain, int c) {
        return c >= Tables.END || uncertain[c] == 0 && Tables.COMBINING_CLASSES[c] == 0;
    }

    private void decompose(int codePoint, UnicodeSegment segment) {
        String parts = codePoint < 0xA0 || !isKnown(codePoint) ? null : data.getDecomposition(codePoint);
        if (parts == null) {
            segment.add(codePoint, combiningClass(codePoint), 0);
            return;
        }
        for (int i = 0; i < parts.length(); ) {
            int part = parts.codePointAt(i);
            segment.add(part, combiningClass(part), i == 0 ? 0 : 1);
            i += Character.charCount(part);
        }
    }

    private int composed(int first, int second) {
        int pair = data.composePair(first, second);
        return pair >= 0 && isKnown(pair) ? pair : -1;
    }

    private static int combiningClass(int codePoint) {
        return codePoint < Tables.END ? Tables.COMBINING_CLASSES[codePoint] & 0xFF : 0;
    }
}
