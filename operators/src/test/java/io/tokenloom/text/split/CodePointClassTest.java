package io.tokenloom.text.split;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UScript;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CodePointClassTest {
    @Test
    void knowsEveryCodePointAsIcuDoes() {
        for (int c = 0; c <= 0x10FFFF; c++) {
            if (CodePointClass.of(c) != expected(c)) {
                assertThat(CodePointClass.of(c)).as("U+%04X", c).isEqualTo(expected(c));
            }
        }
    }

    @Test
    void readsEveryCharacterFromItsBytes() {
        for (int c = 0; c <= 0x10FFFF; c++) {
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                continue;
            }
            byte[] utf8 = Character.toString(c).getBytes(StandardCharsets.UTF_8);
            boolean same = CodePointClass.codePoint(utf8, 0) == c
                    && CodePointClass.at(utf8, 0) == CodePointClass.of(c)
                    && CodePointClass.next(utf8, 0) == utf8.length;
            assertThat(same).as("U+%04X", c).isTrue();
        }
    }

    private static int expected(int c) {
        // The bits of UCharacter.getType, as the library numbers the categories.
        int category = 1 << UCharacter.getType(c);
        return ((category & 0b1010) != 0 ? CodePointClass.UPPER : 0)
                | ((category & 0b100) != 0 ? CodePointClass.LOWER : 0)
                | ((category & 0b110000) != 0 ? CodePointClass.CASELESS : 0)
                | ((category & 0b111000000) != 0 ? CodePointClass.MARK : 0)
                | ((category & 0b111000000000) != 0 ? CodePointClass.NUMBER : 0)
                | (category >= 1 << 19 ? CodePointClass.SYMBOL : 0)
                | (UCharacter.isUWhiteSpace(c) ? CodePointClass.SPACE : 0)
                | (UScript.getScript(c) == UScript.HAN ? CodePointClass.HAN : 0);
    }
}
