package io.tokenloom.text.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.text.TokenBuffer;
import io.tokenloom.text.piece.PieceEncoder;
import io.tokenloom.text.piece.PieceModel;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Far more pieces than the caches hold, many of them twice: found or encoded anew, the tokens are those of the model. */
class RememberedPiecesTest {
    private static final String[] LETTERS = {"a", "b", "c", "é", "字", "😀", " "};

    @Test
    void remembersWhatTheModelSays() {
        PieceModel model = Ranks.O200K.model();
        int[] encoded = new int[1];
        PieceEncoder encoder = model.newEncoder();
        RememberedPieces remembered = new RememberedPieces(model, (utf8, from, to, out) -> {
            encoded[0]++;
            encoder.encode(utf8, from, to, out);
        });
        Random random = new Random(7);
        int pieces = 0;
        for (int text = 0; text < 1500; text++) {
            // Each text is followed by itself.
            Random same = new Random(random.nextInt(1000));
            StringBuilder all = new StringBuilder();
            int[] starts = new int[RememberedPieces.BATCH];
            int[] ends = new int[RememberedPieces.BATCH];
            int bytes = 0;
            for (int i = 0; i < RememberedPieces.BATCH; i++) {
                String piece = piece(same);
                starts[i] = bytes;
                bytes += piece.getBytes(UTF_8).length;
                ends[i] = bytes;
                all.append(piece);
            }
            byte[] utf8 = all.toString().getBytes(UTF_8);
            TokenBuffer expected = TokenBuffer.ofIds();
            for (int i = 0; i < ends.length; i++) {
                encoder.encode(utf8, starts[i], ends[i], expected);
            }
            TokenBuffer out = TokenBuffer.ofIds();
            remembered.encode(utf8, starts, ends, ends.length, out);
            assertThat(out.toArray()).isEqualTo(expected.toArray());
            assertThat(remembered.count(utf8, starts, ends, ends.length)).isEqualTo(expected.size());
            pieces += 2 * ends.length;
        }
        assertThat(encoded[0]).isBetween(1000, pieces * 2 / 5);
    }

    /** Most are short, a few so long that they are not remembered. */
    private static String piece(Random random) {
        int length =
                1 + (random.nextInt(4) > 0 ? random.nextInt(7) : random.nextInt(random.nextInt(20) == 0 ? 150 : 20));
        StringBuilder piece = new StringBuilder();
        for (int i = 0; i < length; i++) {
            piece.append(LETTERS[random.nextInt(LETTERS.length)]);
        }
        return piece.toString();
    }
}
