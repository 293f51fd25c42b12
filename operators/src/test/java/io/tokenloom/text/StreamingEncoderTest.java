package io.tokenloom.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.text.split.SplitPattern;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamingEncoderTest {
    private final TextBundle bundle = TextBundle.open("builtin:cl100k_base");
    private final TextTokenizer cutsAtWords = bundle.tokenizer();
    private final TextTokenizer decides = new DecidedByPattern(cutsAtWords, SplitPattern.CL100K);
    private final TextTokenizer provesNothing = new DelegatingTokenizer(cutsAtWords) {
        @Override
        public int encodeDecided(byte[] utf8, int offset, int length, TokenBuffer out) {
            return 0;
        }
    };

    @AfterAll
    void close() {
        bundle.close();
    }

    @Test
    void givesIdsAsSoonAsTheyAreCertain() {
        StreamingEncoder encoder = decides.streamingEncoder();
        TokenBuffer out = TokenBuffer.withSpans();
        encoder.append("Hello wor", out);
        assertThat(encoder.decidedBytes()).isEqualTo(5);
        assertThat(encoder.pendingBytes()).isEqualTo(4);
        assertThat(out.toArray()).isEqualTo(decides.encode("Hello"));
        encoder.append("ld!", out);
        assertThat(encoder.decidedBytes()).isEqualTo(11);
        assertThat(out.toArray()).isEqualTo(decides.encode("Hello world"));
        assertThat(out.start(1)).isEqualTo(5);
        assertThat(out.end(1)).isEqualTo(11);
        encoder.finish(out);
        assertThat(out.toArray()).isEqualTo(decides.encode("Hello world!"));
        assertThat(encoder.decidedBytes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void chunksCutAnywhereGiveTheIdsOfTheWhole(long seed) {
        Random random = new Random(seed);
        RandomText texts = new RandomText(random);
        StreamingEncoder[] encoders = {
            cutsAtWords.streamingEncoder(), decides.streamingEncoder(), provesNothing.streamingEncoder()
        };
        for (int round = 0; round < 300; round++) {
            byte[] utf8 = texts.next(60).getBytes(UTF_8);
            TokenBuffer whole = TokenBuffer.withSpans();
            cutsAtWords.encode(utf8, 0, utf8.length, whole);
            for (StreamingEncoder encoder : encoders) {
                TokenBuffer out = TokenBuffer.withSpans();
                for (int at = 0; at < utf8.length; ) {
                    int length = Math.min(utf8.length - at, 1 + random.nextInt(5));
                    encoder.append(utf8, at, length, out);
                    at += length;
                }
                encoder.finish(out);
                assertSame(out, whole);
            }
        }
    }

    @Test
    void takesCharactersCutWithinASurrogatePair() {
        String text = "a\ud83d\ude00 b\ud83d c\ude00 \ud83d";
        StreamingEncoder encoder = decides.streamingEncoder();
        TokenBuffer out = TokenBuffer.ofIds();
        for (char c : text.toCharArray()) {
            encoder.append(String.valueOf(c), out);
        }
        encoder.finish(out);
        assertThat(out.toArray()).isEqualTo(decides.encode(text));
        out.clear();
        encoder.append("\ud83d", out);
        encoder.append("b".getBytes(UTF_8), 0, 1, out);
        encoder.finish(out);
        assertThat(out.toArray()).isEqualTo(decides.encode("\ufffdb"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "80", "c080", "c3", "eda080", "f4908080", "e28228", "f09f98", "c3ff"})
    void namesTheMalformedByteInTheStream(String malformed) {
        byte[] bad = HexFormat.of().parseHex(malformed);
        for (int chunk = 1; chunk <= 7; chunk++) {
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            stream.writeBytes("one two three four ".repeat(50).getBytes(UTF_8));
            int position = stream.size();
            stream.writeBytes(bad);
            byte[] utf8 = stream.toByteArray();
            StreamingEncoder encoder = decides.streamingEncoder();
            int size = chunk;
            assertThatThrownBy(() -> {
                        TokenBuffer out = TokenBuffer.ofIds();
                        for (int at = 0; at < utf8.length; at += size) {
                            encoder.append(utf8, at, Math.min(size, utf8.length - at), out);
                        }
                        encoder.finish(out);
                    })
                    .isInstanceOfSatisfying(TokenizationException.class, e -> assertThat(e.code())
                            .isEqualTo(FailureCode.TEXT_ENCODING))
                    .hasMessageContaining("at byte " + position + " is malformed");
            assertThatThrownBy(() -> encoder.append("more", TokenBuffer.ofIds()))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void refusesMoreUndecidedBytesThanTheLimit() {
        StreamingEncoder encoder = new StreamingEncoder(decides, 1000);
        TokenBuffer out = TokenBuffer.ofIds();
        encoder.append("well. ".repeat(1000), out);
        encoder.append("a".repeat(900), out);
        assertThatThrownBy(() -> encoder.append("a".repeat(200), out))
                .isInstanceOfSatisfying(
                        TokenizationException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.TEXT_LIMIT))
                .hasMessageContaining("1101 bytes of streamed text from byte 5999 on")
                .hasMessageContaining("limit of 1000 bytes");
    }

    @Test
    void keepsAllOfATextOfWhichNothingIsCertain() {
        StreamingEncoder encoder = new StreamingEncoder(provesNothing, 100);
        TokenBuffer out = TokenBuffer.ofIds();
        encoder.append("one two ".repeat(12), out);
        assertThat(out.size()).isZero();
        assertThatThrownBy(() -> encoder.append("three", out)).hasMessageContaining("over the limit of 100 bytes");
    }

    @Test
    void smallChunksOfALongUndecidedStretchTakeLinearTime() {
        int[] looks = new int[1];
        TextTokenizer counting = new DelegatingTokenizer(cutsAtWords) {
            @Override
            public int encodeDecided(byte[] utf8, int offset, int length, TokenBuffer out) {
                looks[0] += length;
                return 0;
            }
        };
        StreamingEncoder encoder = counting.streamingEncoder();
        TokenBuffer out = TokenBuffer.ofIds();
        byte[] a = {'a'};
        for (int i = 0; i < 1_000_000; i++) {
            encoder.append(a, 0, 1, out);
        }
        assertThat(looks[0]).isLessThan(11_000_000);
    }

    @Test
    void refusesASpanBeyondTheRangeOfInts() {
        TextTokenizer drops = new DelegatingTokenizer(cutsAtWords) {
            @Override
            public int encodeDecided(byte[] utf8, int offset, int length, TokenBuffer out) {
                return length;
            }
        };
        StreamingEncoder encoder = drops.streamingEncoder();
        TokenBuffer spans = TokenBuffer.withSpans();
        byte[] chunk = new byte[64 * 1024];
        int chunks = Integer.MAX_VALUE / chunk.length;
        for (int i = 0; i < chunks; i++) {
            encoder.append(chunk, 0, chunk.length, spans);
        }
        assertThatThrownBy(() -> encoder.append(chunk, 0, chunk.length, spans))
                .hasMessageContaining("the last that a span can name");
    }

    static void assertSame(TokenBuffer out, TokenBuffer whole) {
        int size = whole.size();
        assertThat(out.toArray()).isEqualTo(whole.toArray());
        assertThat(Arrays.copyOf(out.starts(), size)).isEqualTo(Arrays.copyOf(whole.starts(), size));
        assertThat(Arrays.copyOf(out.ends(), size)).isEqualTo(Arrays.copyOf(whole.ends(), size));
    }
}
