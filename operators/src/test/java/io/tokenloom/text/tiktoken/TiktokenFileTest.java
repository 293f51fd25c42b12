package io.tokenloom.text.tiktoken;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.text.ControlToken;
import io.tokenloom.text.TokenizerFileException;
import io.tokenloom.text.pipeline.Ranks;
import java.util.Base64;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TiktokenFileTest {
    private static String bytes() {
        StringBuilder lines = new StringBuilder();
        for (int b = 0; b < 256; b++) {
            lines.append(line(String.valueOf((char) b), b));
        }
        return lines.toString();
    }

    private static String line(String token, int rank) {
        return Base64.getEncoder().encodeToString(token.getBytes(ISO_8859_1)) + " " + rank + "\n";
    }

    @Test
    void readsTokensOfEveryLength() {
        String file = bytes() + line("ab", 256) + "\r\n" + line("abc", 258) + "  "
                + line("abcdefgh", 257).strip();
        TiktokenFile read =
                TiktokenFile.read(file.getBytes(ISO_8859_1), List.of(new ControlToken("<|end|>", OptionalInt.of(300))));
        assertThat(read.tokens().token(256)).isEqualTo("ab".getBytes(UTF_8));
        assertThat(read.tokens().token(257)).isEqualTo("abcdefgh".getBytes(UTF_8));
        assertThat(read.tokens().token(258)).isEqualTo("abc".getBytes(UTF_8));
        assertThat(read.tokens().token(300)).isEqualTo("<|end|>".getBytes(UTF_8));
        assertThat(read.tokens().size()).isEqualTo(301);
        assertThat(read.model().tokens().has(300)).isFalse();
    }

    @Test
    void readsAPublishedFileAsTheDecoderOfTheJdkDoes() {
        String[] lines = new String(Ranks.file("o200k_base"), ISO_8859_1).split("\n");
        for (String line : lines) {
            int space = line.indexOf(' ');
            int rank = Integer.parseInt(line.substring(space + 1));
            assertThat(Ranks.O200K.tokens().token(rank))
                    .isEqualTo(Base64.getDecoder().decode(line.substring(0, space)));
        }
        assertThat(Ranks.O200K.tokens().size()).isEqualTo(lines.length);
    }

    @Test
    void namesAllMistakes() {
        String file = bytes().replace(line("\u0007", 7), "") + "!!! 300\nYWI=\nYWI= x\nYWI= 5\n" + line("abc", 301)
                + line("abc", 302) + "YWJ 20000000\nYQ=== 9\n 400\n";
        assertThatThrownBy(() -> TiktokenFile.read(
                        file.getBytes(ISO_8859_1),
                        List.of(
                                new ControlToken("<a>", OptionalInt.empty()),
                                new ControlToken("<b>", OptionalInt.of(5)))))
                .isInstanceOfSatisfying(TokenizerFileException.class, e -> assertThat(e.mistakes())
                        .containsExactly(
                                "line 256 of the ranks is not a token in Base64, a space and a rank",
                                "line 257 of the ranks is not a token in Base64, a space and a rank",
                                "line 258 of the ranks is not a token in Base64, a space and a rank",
                                "line 259 of the ranks repeats rank 5",
                                "line 262 of the ranks: the rank must be 0 to 10000000, not 20000000",
                                "line 263 of the ranks is not a token in Base64, a space and a rank",
                                "line 264 of the ranks is not a token in Base64, a space and a rank",
                                "control token <a> needs an id: ranks do not hold control tokens",
                                "control token <b>: id 5 is taken by another token or out of range",
                                "line 261 of the ranks repeats a token",
                                "line 262 of the ranks repeats a token",
                                "the ranks have no token for the single byte 0x07; all 256 are needed"));
    }

    @Test
    void namesTokensThatAreRepeatedInAFileWithoutOtherMistakes() {
        String file = bytes() + line("abc", 256) + "\n" + line("de", 257) + line("abc", 258) + line("de", 300);
        assertThatThrownBy(() -> TiktokenFile.read(file.getBytes(ISO_8859_1), List.of()))
                .isInstanceOfSatisfying(TokenizerFileException.class, e -> assertThat(e.mistakes())
                        .containsExactly(
                                "line 260 of the ranks repeats a token", "line 261 of the ranks repeats a token"));
    }

    @Test
    void readsLinesInAnyOrderAndControlTokensBetweenTheRanks() {
        String file = line("abc", 300) + bytes() + line("ab", 260);
        TiktokenFile read = TiktokenFile.read(
                file.getBytes(ISO_8859_1),
                List.of(new ControlToken("<y>", OptionalInt.of(400)), new ControlToken("<x>", OptionalInt.of(270))));
        assertThat(read.tokens().size()).isEqualTo(401);
        assertThat(read.model().tokens().size()).isEqualTo(301);
        List<String> tokens = List.of("\u00ff", "ab", "<x>", "abc", "<y>");
        List<Integer> ids = List.of(255, 260, 270, 300, 400);
        for (int i = 0; i < ids.size(); i++) {
            assertThat(read.tokens().token(ids.get(i))).isEqualTo(tokens.get(i).getBytes(ISO_8859_1));
        }
        assertThat(read.tokens().has(271) || read.tokens().has(399)).isFalse();
        assertThat(read.tokens().length(399)).isZero();
    }
}
