package io.tokenloom.text.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.text.TokenBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Far more pieces than the ring holds: what is found is right, the newest are found, the oldest are forgotten. */
class LongPiecesCacheTest {
    @Test
    void findsTheNewestAndNothingWrong() {
        LongPieces cache = new LongPieces();
        int pieces = 120_000;
        int[] wanted = {0};
        for (int n = 0; n < pieces; n++) {
            byte[] piece = piece(n);
            cache.begin(piece, new int[1], new int[] {piece.length}, wanted, 1);
            cache.put(0, piece, 0, piece.length, tokens(n), 0);
        }

        int found = 0;
        for (int n = 0; n < pieces; n++) {
            byte[] piece = piece(n);
            TokenBuffer out = TokenBuffer.ofIds();
            cache.begin(piece, new int[1], new int[] {piece.length}, wanted, 1);
            if (cache.get(0, piece, 0, piece.length, out)) {
                assertThat(out.toArray()).as("piece %d", n).isEqualTo(tokens(n).toArray());
                found++;
                assertThat(n).isGreaterThan(pieces / 2);
            }
        }
        assertThat(found).isBetween(1000, pieces / 4);
    }

    private static byte[] piece(int n) {
        return (n + "-".repeat(40 + new Random(n).nextInt(200))).getBytes(UTF_8);
    }

    private static TokenBuffer tokens(int n) {
        TokenBuffer tokens = TokenBuffer.ofIds();
        for (int i = 0; i < 1 + n % 40; i++) {
            tokens.add(n + i);
        }
        return tokens;
    }
}
