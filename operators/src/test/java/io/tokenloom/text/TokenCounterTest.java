package io.tokenloom.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.text.split.SplitPattern;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenCounterTest {
    private final TextBundle bundle = TextBundle.open("builtin:cl100k_base");
    private final TextTokenizer cutsAtWords = bundle.tokenizer();
    private final TextTokenizer decides = new DecidedByPattern(cutsAtWords, SplitPattern.CL100K);

    @AfterAll
    void close() {
        bundle.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void countsAllIntervalsOfSmallTextsAsIfEncodedAlone(long seed) {
        RandomText texts = new RandomText(new Random(seed));
        for (int round = 0; round < 2; round++) {
            byte[] utf8 = texts.next(30).getBytes(UTF_8);
            for (TextTokenizer tokenizer : new TextTokenizer[] {cutsAtWords, decides}) {
                TokenCounter counter = tokenizer.counter();
                counter.append(utf8, 0, utf8.length);
                for (int from = 0; from <= utf8.length; from++) {
                    for (int to = from; to <= utf8.length; to++) {
                        assertInterval(counter, utf8, from, to);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7, 8})
    void countsIntervalsAcrossManyMarks(long seed) {
        Random random = new Random(seed);
        RandomText texts = new RandomText(random);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            text.append(texts.next(200));
        }
        byte[] utf8 = text.toString().getBytes(UTF_8);
        for (TextTokenizer tokenizer : new TextTokenizer[] {cutsAtWords, decides}) {
            TokenCounter counter = tokenizer.counter();
            for (int at = 0; at < utf8.length; ) {
                int length = Math.min(utf8.length - at, 1 + random.nextInt(700));
                counter.append(utf8, at, length);
                at += length;
                assertThat(counter.count()).isEqualTo(tokenizer.count(utf8, 0, counter.length()));
            }
            for (int i = 0; i < 150; i++) {
                int from = random.nextInt(utf8.length);
                assertInterval(counter, utf8, from, from + random.nextInt(utf8.length - from + 1));
            }
        }
    }

    @Test
    void looksAtTheEndsOfAnIntervalOnly() {
        int[] bytes = new int[1];
        TextTokenizer counting = new DelegatingTokenizer(decides) {
            @Override
            public int count(byte[] utf8, int offset, int length) {
                bytes[0] += length;
                return super.count(utf8, offset, length);
            }

            @Override
            public int encodeDecided(byte[] utf8, int offset, int length, TokenBuffer out) {
                bytes[0] += length;
                return super.encodeDecided(utf8, offset, length, out);
            }
        };
        byte[] utf8 = "The quick brown fox, said 12345 people.\n".repeat(2000).getBytes(UTF_8);
        TokenCounter counter = counting.counter();
        counter.append(utf8, 0, utf8.length);
        bytes[0] = 0;
        assertThat(counter.count(17, utf8.length - 11)).isEqualTo(decides.count(utf8, 17, utf8.length - 28));
        assertThat(counter.count()).isEqualTo(decides.count(utf8, 0, utf8.length));
        assertThat(bytes[0]).isLessThan(2000);
    }

    @Test
    void countsWithinARunThatNeverMeets() {
        byte[] utf8 = "1".repeat(5000).getBytes(UTF_8);
        TokenCounter counter = decides.counter();
        counter.append(utf8, 0, utf8.length);
        for (int from = 0; from < 4; from++) {
            assertInterval(counter, utf8, from, 4000 + from);
        }
    }

    @Test
    void aCharacterCountsWhenItIsWhole() {
        byte[] utf8 = "a\u4e2d".getBytes(UTF_8);
        TokenCounter counter = decides.counter();
        counter.append(utf8, 0, 3);
        assertThat(counter.length()).isEqualTo(1);
        assertThat(counter.count()).isEqualTo(1);
        counter.append(utf8, 3, 1);
        assertThat(counter.count()).isEqualTo(decides.count(utf8, 0, 4));
        assertThatThrownBy(() -> counter.count(0, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("byte 2 lies within a character");
        counter.clear();
        assertThat(counter.count()).isZero();
    }

    @Test
    void refusesWhatIsNotUtf8AndGoesOn() {
        TokenCounter counter = decides.counter();
        counter.append("one two \ud83d\ude00");
        byte[] bad = {'a', 'b', (byte) 0xff};
        assertThatThrownBy(() -> counter.append(bad, 0, 3))
                .isInstanceOfSatisfying(
                        TokenizationException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.TEXT_ENCODING))
                .hasMessageContaining("at byte 14 is malformed");
        counter.append("!");
        byte[] utf8 = "one two \ud83d\ude00!".getBytes(UTF_8);
        assertThat(counter.count()).isEqualTo(decides.count(utf8, 0, utf8.length));
    }

    private void assertInterval(TokenCounter counter, byte[] utf8, int from, int to) {
        if (Utf8.isBoundary(utf8, from, utf8.length) && Utf8.isBoundary(utf8, to, utf8.length)) {
            assertThat(counter.count(from, to))
                    .as("%d to %d", from, to)
                    .isEqualTo(cutsAtWords.count(utf8, from, to - from));
        }
    }
}
