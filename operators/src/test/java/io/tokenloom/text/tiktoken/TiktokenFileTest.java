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
                                "line 261 of the ranks repeats a token",
                                "line 262 of the ranks: the token must not be empty, and the rank must be 0 to"
                                        + " 10000000, not 20000000",
                                "line 263 of the ranks is not a token in Base64, a space and a rank",
                                "line 264 of the ranks is not a token in Base64, a space and a rank",
                                "the ranks have no token for the single byte 0x07; all 256 are needed",
                                "control token <a> needs an id: ranks do not hold control tokens",
                                "control token <b>: id 5 is taken by another token or out of range"));
    }
}
