package io.tokenloom.text.wordpiece;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tokenloom.text.TokenBuffer;
import io.tokenloom.text.TokenizerFileException;
import io.tokenloom.text.piece.PieceModel;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WordPieceModelTest {
    private static final String[] PIECES = {
        "[UNK]", "un", "##aff", "##able", "##a", "##ff", "a", "\u00e9", "##\u00e9", "[CLS]"
    };

    @Test
    void takesTheLongestTokensFromTheLeft() {
        TokenBuffer out = TokenBuffer.withSpans();
        byte[] text = " unaffable\u00e9".getBytes(UTF_8);
        model(100).newEncoder().encode(text, 1, text.length, out);
        assertThat(out.toArray()).containsExactly(1, 2, 3, 8);
        assertThat(Arrays.copyOf(out.starts(), 4)).containsExactly(1, 3, 6, 10);
        assertThat(Arrays.copyOf(out.ends(), 4)).containsExactly(3, 6, 10, 12);
    }

    @Test
    void makesTheWholeWordUnknown() {
        TokenBuffer out = TokenBuffer.withSpans();
        out.add(6, 0, 1);
        byte[] text = "aunaffx".getBytes(UTF_8);
        model(100).newEncoder().encode(text, 1, text.length, out);
        assertThat(out.toArray()).containsExactly(6, 0);
        assertThat(out.start(1)).isEqualTo(1);
        assertThat(out.end(1)).isEqualTo(7);
    }

    @Test
    void countsCharactersAndNotBytes() {
        assertThat(encode(model(3), "\u00e9\u00e9\u00e9")).containsExactly(7, 8, 8);
        assertThat(encode(model(3), "\u00e9\u00e9\u00e9\u00e9")).containsExactly(0);
    }

    @Test
    void neverMakesATokenThatTextMustNotBecome() {
        BitSet hidden = new BitSet();
        hidden.set(9);
        PieceModel model = new WordPieceModel(pieces(), "##", "[UNK]", 100, hidden);
        assertThat(encode(model, "[CLS]")).containsExactly(0);
        assertThat(encode(model(100), "[CLS]")).containsExactly(9);
    }

    @Test
    void needsItsUnknownToken() {
        assertThatThrownBy(() -> new WordPieceModel(pieces(), "##", "<unk>", 100, new BitSet()))
                .isInstanceOf(TokenizerFileException.class)
                .hasMessageContaining("unknown token <unk>");
    }

    @Test
    void takesLinearTimeForHostileWords() {
        String word = "a".repeat(1_000_000);
        int[] ids =
                assertTimeoutPreemptively(Duration.ofSeconds(30), () -> encode(model(Integer.MAX_VALUE), word + "x"));
        assertThat(ids).containsExactly(0);
        assertThat(encode(model(Integer.MAX_VALUE), word)).hasSize(1_000_000);
    }

    @Test
    void wordLevelLooksUpTheWhole() {
        PieceModel model = new WordLevelModel(pieces(), "[UNK]", new BitSet());
        assertThat(encode(model, "un")).containsExactly(1);
        assertThat(encode(model, "una")).containsExactly(0);
    }

    private static PieceModel model(int maxCharacters) {
        return new WordPieceModel(pieces(), "##", "[UNK]", maxCharacters, new BitSet());
    }

    private static byte[][] pieces() {
        return Stream.of(PIECES).map(p -> p.getBytes(UTF_8)).toArray(byte[][]::new);
    }

    private static int[] encode(PieceModel model, String text) {
        TokenBuffer out = TokenBuffer.ofIds();
        byte[] utf8 = text.getBytes(UTF_8);
        model.newEncoder().encode(utf8, 0, utf8.length, out);
        return out.toArray();
    }
}
