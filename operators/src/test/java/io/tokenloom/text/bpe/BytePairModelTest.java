package io.tokenloom.text.bpe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.text.TokenBuffer;
import io.tokenloom.text.TokenTable;
import io.tokenloom.text.TokenizerFileException;
import org.junit.jupiter.api.Test;

class BytePairModelTest {
    @Test
    void refusesMoreTokensThanHaveNumbers() {
        byte[][] tokens = bytesAnd(PairTable.MAX_TOKENS - 255);
        for (int id = 256; id < tokens.length; id++) {
            tokens[id] = new byte[] {'a', (byte) (id >>> 16), (byte) (id >>> 8), (byte) id};
        }

        assertThatThrownBy(() -> BytePairModel.ofRanks(TokenTable.of(tokens)))
                .isInstanceOf(TokenizerFileException.class)
                .hasMessageContaining("the vocabulary has 2097153 tokens; at most 2097152 are supported");
    }

    /** None has more than eight bytes, the text has. */
    @Test
    void doesWithoutLongTokens() {
        byte[][] tokens = bytesAnd(1);
        tokens[256] = new byte[] {'a', 'b'};
        TokenBuffer out = TokenBuffer.ofIds();
        byte[] text = "abababababababababababababababababababab".getBytes(UTF_8);

        BytePairModel.ofRanks(TokenTable.of(tokens)).newEncoder().encode(text, 0, text.length, out);

        assertThat(out.toArray()).hasSize(20).containsOnly(256);
    }

    private static byte[][] bytesAnd(int others) {
        byte[][] tokens = new byte[256 + others][];
        for (int b = 0; b < 256; b++) {
            tokens[b] = new byte[] {(byte) b};
        }
        return tokens;
    }
}
