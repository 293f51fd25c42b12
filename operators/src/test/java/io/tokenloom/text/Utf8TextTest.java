package io.tokenloom.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.deadletter.TokenizationException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The check of UTF-8 against the decoder of the JDK. */
class Utf8TextTest {
    private static final int TEXTS = 20_000 + Integer.getInteger("tokenloom.fuzz", 0);

    @Test
    void findsTheFirstMalformedSequence() {
        for (int seed = 0; seed < TEXTS; seed++) {
            Random random = new Random(seed);
            byte[] text = text(random);
            int offset = random.nextInt(text.length + 1);
            int length = random.nextInt(text.length + 1 - offset);
            CharsetDecoder decoder = UTF_8.newDecoder();
            ByteBuffer in = ByteBuffer.wrap(text, offset, length);
            boolean error =
                    decoder.decode(in, CharBuffer.allocate(length + 1), true).isError();
            assertThat(Utf8Text.isValid(text, offset, length))
                    .as("seed %d", seed)
                    .isEqualTo(!error);
            if (error) {
                assertThatThrownBy(() -> Utf8Text.requireValid(text, offset, length))
                        .as("seed %d", seed)
                        .isInstanceOf(TokenizationException.class)
                        .hasMessageContaining("at byte " + in.position() + " is malformed");
            } else {
                Utf8Text.requireValid(text, offset, length);
            }
        }
    }

    /** Characters of all lengths, in part of the texts with a few bytes changed. */
    private static byte[] text(Random random) {
        int[] limits = {0x80, 0x80, 0x800, 0x10000, 0x110000};
        StringBuilder text = new StringBuilder();
        int kinds = 1 + random.nextInt(limits.length);
        for (int i = random.nextInt(30); i >= 0; i--) {
            int c = random.nextInt(limits[random.nextInt(kinds)]);
            text.appendCodePoint(c >= 0xD800 && c < 0xE000 ? 'x' : c);
        }
        byte[] utf8 = text.toString().getBytes(UTF_8);
        for (int i = random.nextInt(4) - 1; i > 0; i--) {
            utf8[random.nextInt(utf8.length)] = (byte) (random.nextBoolean() ? 0x80 + random.nextInt(128) : 0xED);
        }
        return utf8;
    }
}
