package io.tokenloom.text.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import io.tokenloom.text.TokenBuffer;
import io.tokenloom.text.piece.PieceEncoder;
import io.tokenloom.text.split.Splitter;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against JTokkit. */
class SplitEncoderTest {
    private static final EncodingRegistry JTOKKIT = Encodings.newLazyEncodingRegistry();
    private static final SplitEncoder O200K = new SplitEncoder(RegexSplitter.o200k(), Ranks.O200K.model());
    private static final SplitEncoder CL100K = new SplitEncoder(RegexSplitter.cl100k(), Ranks.CL100K.model());
    private static final int TEXTS = 100 + Integer.getInteger("tokenloom.fuzz", 0);

    @Test
    void givesTheIdsOfJtokkit() {
        for (int seed = 0; seed < TEXTS; seed++) {
            String text = text(new Random(seed));
            assertSame(O200K, JTOKKIT.getEncoding(EncodingType.O200K_BASE), text, seed);
            assertSame(CL100K, JTOKKIT.getEncoding(EncodingType.CL100K_BASE), text, seed);
        }
    }

    @Test
    void everyWayOfEncodingGivesTheSame() {
        for (int seed = 0; seed < TEXTS; seed++) {
            Random random = new Random(seed);
            byte[] utf8 = text(random).getBytes(UTF_8);
            TokenBuffer whole = TokenBuffer.withSpans();
            CL100K.encode(utf8, 0, utf8.length, whole);
            int at = 0;
            for (int i = 0; i < whole.size(); i++) {
                assertThat(whole.start(i)).isEqualTo(at);
                at = whole.end(i);
                assertThat(Ranks.CL100K.tokens().token(whole.id(i)))
                        .isEqualTo(Arrays.copyOfRange(utf8, whole.start(i), at));
            }
            assertThat(at).isEqualTo(utf8.length);
            assertThat(CL100K.count(utf8, 0, utf8.length)).isEqualTo(whole.size());

            int most = random.nextInt(whole.size() + 2);
            TokenBuffer some = TokenBuffer.ofIds();
            int end = CL100K.encodeUpTo(most, utf8, 0, utf8.length, some);
            assertThat(some.toArray()).isEqualTo(Arrays.copyOf(whole.toArray(), Math.min(most, whole.size())));
            assertThat(end).isEqualTo(most >= whole.size() ? utf8.length : most == 0 ? 0 : whole.end(most - 1));

            some.clear();
            int decided = CL100K.encodeDecided(utf8, 0, utf8.length, some);
            CL100K.encode(utf8, decided, utf8.length, some);
            assertThat(some.toArray()).isEqualTo(whole.toArray());
        }
    }

    @Test
    void readsNothingOutsideTheRange() {
        byte[] text = "some Words, 12 of them, at the very end of an array".getBytes(UTF_8);
        for (int from = 0; from < text.length; from++) {
            for (int to = from; to <= text.length; to++) {
                byte[] alone = Arrays.copyOfRange(text, from, to);
                assertThat(ids(CL100K, text, from, to)).isEqualTo(ids(CL100K, alone, 0, alone.length));
            }
        }
    }

    /** More different words than the cache has room for, twice, of lengths around its limits. */
    @Test
    void piecesTakeEachOthersPlaces() {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 150_000; i++) {
            int length = 1 + random.nextInt(random.nextInt(5) == 0 ? 45 : 9);
            for (int j = 0; j < length; j++) {
                text.append((char) ('a' + random.nextInt(26)));
            }
            text.append(' ');
        }
        byte[] utf8 = text.toString().getBytes(UTF_8);
        SpaceSplitter splitter = new SpaceSplitter();
        SplitEncoder encoder = new SplitEncoder(splitter, Ranks.O200K.model());
        PieceEncoder plain = Ranks.O200K.model().newEncoder();
        TokenBuffer expected = TokenBuffer.ofIds();
        for (int at = 0; at < utf8.length; ) {
            int end = at;
            while (utf8[end] != ' ') {
                end++;
            }
            plain.encode(utf8, at, end, expected);
            at = end + 1;
        }
        assertThat(ids(encoder, utf8, 0, utf8.length)).isEqualTo(expected.toArray());
        assertThat(ids(encoder, utf8, 0, utf8.length)).isEqualTo(expected.toArray());
        assertThat(encoder.count(utf8, 0, utf8.length)).isEqualTo(expected.size());
        TokenBuffer spans = TokenBuffer.withSpans();
        encoder.encode(utf8, 0, utf8.length, spans);
        for (int i = 0; i < spans.size(); i++) {
            assertThat(utf8[spans.end(i) - 1]).isNotEqualTo((byte) ' ');
        }
    }

    @Test
    void encodesFromSeveralThreads() {
        byte[] utf8 = text(new Random(1)).repeat(20).getBytes(UTF_8);
        int[] expected = ids(O200K, utf8, 0, utf8.length);
        assertThat(IntStream.range(0, 64).parallel().mapToObj(i -> ids(O200K, utf8, 0, utf8.length)))
                .allSatisfy(ids -> assertThat(ids).isEqualTo(expected));
    }

    private static int[] ids(SplitEncoder encoder, byte[] utf8, int from, int to) {
        TokenBuffer out = TokenBuffer.ofIds();
        encoder.encode(utf8, from, to, out);
        return out.toArray();
    }

    /** Words between spaces, which are dropped. */
    private static final class SpaceSplitter implements Splitter {
        @Override
        public int split(byte[] utf8, int from, int to, boolean last, int[] ends) {
            int count = 0;
            int at = from;
            while (at < to && count < ends.length) {
                boolean space = utf8[at] == ' ';
                while (at < to && (utf8[at] == ' ') == space) {
                    at++;
                }
                ends[count++] = space ? ~at : at;
            }
            return count;
        }

        @Override
        public boolean dropsStretches() {
            return true;
        }
    }

    private static void assertSame(SplitEncoder encoder, Encoding reference, String text, int seed) {
        byte[] utf8 = text.getBytes(UTF_8);
        TokenBuffer out = TokenBuffer.ofIds();
        encoder.encode(utf8, 0, utf8.length, out);
        assertThat(out.toArray())
                .as("seed %d", seed)
                .isEqualTo(reference.encodeOrdinary(text).toArray());
    }

    /** Runs of one kind of character, some short as words are, some of hundreds. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            IntFunction<String> kind = kind(random.nextInt(10), random);
            int length = 1 + random.nextInt(random.nextInt(10) == 0 ? 500 : 12);
            text.append(" ".repeat(random.nextInt(3)));
            IntStream.range(0, length).mapToObj(kind).forEach(text::append);
        }
        return text.toString();
    }

    private static IntFunction<String> kind(int kind, Random random) {
        return switch (kind) {
            case 0 -> j -> "a";
            case 1 -> j -> String.valueOf((char) ('a' + random.nextInt(26)));
            case 2 -> j -> String.valueOf((char) ('0' + random.nextInt(10)));
            case 3 -> j -> random.nextBoolean() ? " " : "\u00a0";
            case 4 -> j -> random.nextInt(50) == 0 ? "\r\n" : "\t";
            case 5 -> j -> String.valueOf((char) (0x4e00 + random.nextInt(500)));
            case 6 -> j -> "\u0301";
            case 7 -> j -> String.valueOf((char) (0x0430 + random.nextInt(32)));
            case 8 -> j -> String.valueOf((char) (0x00c0 + random.nextInt(64)));
            default -> j -> random.nextInt(3) == 0 ? "=" : "-";
        };
    }
}
