package io.tokenloom.text.piece;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShortPieceTest {
    private static final List<String> CHARACTERS = List.of("\0", "\1", "\7", "a", "\u007f", "é", "あ", "\uFFFF", "😀");

    /** All pieces of these characters, which have the bytes that keys set apart, NUL and the highest of UTF-8. */
    @Test
    void givesEachPieceItsKey() {
        Map<Long, String> pieces = new HashMap<>();
        add("", pieces);

        assertThat(pieces.size()).isGreaterThan(600_000);
        assertThat(pieces.get(0L)).isNull();
        assertThat(pieces.get(ShortPiece.NO_KEY)).isNull();
    }

    private static void add(String piece, Map<Long, String> pieces) {
        for (String character : CHARACTERS) {
            String longer = piece + character;
            byte[] utf8 = longer.getBytes(UTF_8);
            if (utf8.length <= ShortPiece.LENGTH) {
                assertThat(pieces.put(keyBeforeOthers(utf8), longer)).isNull();
                add(longer, pieces);
            }
        }
    }

    private static long keyBeforeOthers(byte[] utf8) {
        byte[] text = Arrays.copyOf(utf8, utf8.length + 8);
        Arrays.fill(text, utf8.length, text.length, (byte) 'x');
        assertThat(ShortPiece.hasKey(text, 0, utf8.length)).isTrue();
        return ShortPiece.key(text, 0, utf8.length);
    }

    @Test
    void hasNoKeyForWhatIsLongOrAtTheEnd() {
        byte[] text = "abcdefghijklmnopq".getBytes(UTF_8);

        assertThat(ShortPiece.key(text, 0, 9)).isEqualTo(ShortPiece.NO_KEY);
        assertThat(ShortPiece.key(text, 10, 11)).isEqualTo(ShortPiece.NO_KEY);
        assertThat(ShortPiece.hasKey(text, 10, 11)).isFalse();
        assertThat(ShortPiece.key(text, 9, 17)).isNotEqualTo(ShortPiece.NO_KEY);
    }
}
