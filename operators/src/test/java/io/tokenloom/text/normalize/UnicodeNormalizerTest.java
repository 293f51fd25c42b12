package io.tokenloom.text.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.util.VersionInfo;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UnicodeNormalizerTest {
    private static final VersionInfo NINE = VersionInfo.getInstance(9);

    @ParameterizedTest
    @EnumSource(UnicodeNormalizer.class)
    void normalizesAsIcuDoesWhatUnicodeNineKnew(UnicodeNormalizer form) {
        Random random = new Random(3);
        for (int round = 0; round < 4000; round++) {
            String text = text(random);
            assertThat(normalized(form, text)).as(text).isEqualTo(icu(form).normalize(text));
            if (leaves(form, text)) {
                assertThat(icu(form).normalize(text)).isEqualTo(text);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(UnicodeNormalizer.class)
    void leavesWhatIsNormalizedAlready(UnicodeNormalizer form) {
        assertThat(leaves(form, "ASCII only, of some length, and more.")).isTrue();
        assertThat(leaves(form, "\u4f60\u597d, \u043c\u0438\u0440, \u0928\u092e\u0938\u094d\u0924\u0947"))
                .isTrue();
    }

    @Test
    void leavesYoungerCharactersAsTheReferenceDoes() {
        String composedSinceUnicode16 = "\ud804\udf84\ud804\udfbb";
        assertThat(normalized(UnicodeNormalizer.NFC, composedSinceUnicode16)).isEqualTo(composedSinceUnicode16);
    }

    @Test
    void alignsAsTheReferenceDoes() {
        NormalizedText text = new NormalizedText();
        byte[] utf8 = "xe\u0301y".getBytes(UTF_8);
        text.set(utf8, 0, utf8.length, true);
        UnicodeNormalizer.NFC.normalize(text);

        assertThat(new String(text.bytes(), 0, text.length(), UTF_8)).isEqualTo("x\u00e9y");
        // The composed character stands for the first of its parts.
        assertThat(new int[] {text.start(0), text.start(1), text.start(2), text.start(3)})
                .containsExactly(0, 1, 1, 4);
        assertThat(new int[] {text.end(0), text.end(1), text.end(2), text.end(3)})
                .containsExactly(1, 2, 2, 5);
    }

    private static boolean leaves(UnicodeNormalizer form, String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        return form.leaves(utf8, 0, utf8.length);
    }

    private static String normalized(UnicodeNormalizer form, String original) {
        byte[] utf8 = original.getBytes(UTF_8);
        NormalizedText text = new NormalizedText();
        text.set(utf8, 0, utf8.length, false);
        form.normalize(text);
        return new String(text.bytes(), 0, text.length(), UTF_8);
    }

    private static Normalizer2 icu(UnicodeNormalizer form) {
        return switch (form) {
            case NFC -> Normalizer2.getNFCInstance();
            case NFD -> Normalizer2.getNFDInstance();
            case NFKC -> Normalizer2.getNFKCInstance();
            case NFKD -> Normalizer2.getNFKDInstance();
        };
    }

    /** Letters, marks in any order, and what composes. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(12);
        while (text.length() < length) {
            int codePoint =
                    switch (random.nextInt(6)) {
                        case 0 -> 'a' + random.nextInt(26);
                        case 1 -> 0x300 + random.nextInt(0x70);
                        case 2 -> 0x1100 + random.nextInt(0x100);
                        case 3 -> 0xAC00 + random.nextInt(11172);
                        case 4 -> random.nextInt(0x3000);
                        default -> random.nextInt(0x30000);
                    };
            if ((codePoint < 0xD800 || codePoint > 0xDFFF)
                    && UCharacter.getAge(codePoint).compareTo(NINE) <= 0) {
                text.appendCodePoint(codePoint);
            }
        }
        return text.toString();
    }
}
