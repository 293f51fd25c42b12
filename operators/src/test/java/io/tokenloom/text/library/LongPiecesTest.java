package io.tokenloom.text.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import io.tokenloom.text.TextTokenizer;
import io.tokenloom.text.pipeline.Ranks;
import io.tokenloom.text.split.SplitPattern;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts with pieces of thousands of characters: the same ids as JTokkit gives alone, in bounded memory. */
class LongPiecesTest {
    private static final EncodingRegistry JTOKKIT = Encodings.newLazyEncodingRegistry();
    private static final TextTokenizer O200K = tokenizer("o200k_base", SplitPattern.O200K);
    private static final TextTokenizer CL100K = tokenizer("cl100k_base", SplitPattern.CL100K);

    private static TextTokenizer tokenizer(String ranks, SplitPattern pattern) {
        return TiktokenTokenizer.of(Ranks.file(ranks), pattern, List.of());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void givesTheIdsOfTheReference(long seed) {
        Random random = new Random(seed);
        String text = text(random);

        assertSame(O200K, EncodingType.O200K_BASE, text, seed);
        assertSame(CL100K, EncodingType.CL100K_BASE, text, seed);
    }

    /** Ordinary words around runs of one kind of character, each a few thousand long, with all sorts of seams. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            IntFunction<String> kind = kind(random.nextInt(8), random);
            text.append("Some words, ".repeat(random.nextInt(3)));
            text.append(" ".repeat(random.nextInt(3)));
            int length = 1000 + random.nextInt(8000);
            for (int j = 0; j < length; j++) {
                text.append(kind.apply(j));
            }
            text.append(random.nextBoolean() ? "" : random.nextBoolean() ? "\n" : "'s 12");
        }
        return text.toString();
    }

    private static IntFunction<String> kind(int kind, Random random) {
        return switch (kind) {
            case 0 -> j -> "a";
            case 1 -> j -> String.valueOf((char) ('a' + random.nextInt(26)));
            case 2 -> j -> " ";
            case 3 -> j -> random.nextBoolean() ? " " : "\u00a0";
            case 4 -> j -> random.nextInt(50) == 0 ? "\r\n" : "\t";
            case 5 -> j -> String.valueOf((char) (0x4e00 + random.nextInt(500)));
            case 6 -> j -> "\u0301";
            default -> j -> random.nextInt(3) == 0 ? "=" : "-";
        };
    }

    private static void assertSame(TextTokenizer tokenizer, EncodingType type, String text, long seed) {
        assertThat(tokenizer.encode(text))
                .as("%s, seed %d", type, seed)
                .isEqualTo(JTOKKIT.getEncoding(type).encodeOrdinary(text).toArray());
    }

    @Test
    void takesAPieceOfFourMebibytes() {
        for (String unit : new String[] {" ", "a", "\u0301", "\u6f22"}) {
            byte[] text = unit.repeat((4 << 20) / unit.getBytes(StandardCharsets.UTF_8).length)
                    .getBytes(StandardCharsets.UTF_8);

            int[] ids = O200K.encode(text, 0, text.length);

            assertThat(O200K.decode(ids)).as(unit).isEqualTo(text);
        }
    }

    @Test
    void findsNoneInOrdinaryText() {
        LongPieces pieces = new LongPieces(SplitPattern.O200K.compiled());

        assertThat(pieces.in("ordinary words on lines\n".repeat(10_000))).isEmpty();
        assertThat(pieces.in("x".repeat(LongPieces.LONG))).isEmpty();
        assertThat(pieces.in("word " + "x".repeat(LongPieces.LONG) + " word"))
                .containsExactly(new LongPieces.Stretch(4, 4 + LongPieces.LONG + 1));
    }
}
