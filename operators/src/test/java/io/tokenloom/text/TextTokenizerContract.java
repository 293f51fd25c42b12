package io.tokenloom.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every lossless tokenizer with {@link CutRule#WORD} owes; one subclass per vocabulary. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TextTokenizerContract {
    /** Far above what a slow machine needs, far below what a quadratic tokenizer would take. */
    private static final Duration BOUND = Duration.ofSeconds(60);

    abstract TextTokenizer tokenizer();

    abstract Golden golden();

    abstract Set<Integer> controlIds();

    List<Golden.Hostile> hostile() {
        return golden().hostile();
    }

    @Test
    void givesTheIdsOfTheReference() {
        for (Golden.Item item : golden().items()) {
            assertThat(tokenizer().encode(item.text())).as(item.text()).isEqualTo(item.ids());
            byte[] utf8 = item.text().getBytes(UTF_8);
            assertThat(tokenizer().encode(utf8, 0, utf8.length)).as(item.text()).isEqualTo(item.ids());
            assertThat(tokenizer().decode(item.ids())).as(item.text()).isEqualTo(utf8);
        }
    }

    @Test
    void countsControlTokensInTheVocabulary() {
        assertThat(tokenizer().vocabularySize()).isEqualTo(golden().vocabularySize());
    }

    @Test
    void neverMakesAControlIdFromText() {
        for (Golden.Item item : golden().items()) {
            assertThat(ids(item.text())).as(item.text()).doesNotContainAnyElementsOf(controlIds());
        }
    }

    @Test
    void decodesControlIdsToTheirSpelling() {
        for (int id : controlIds()) {
            assertThat(tokenizer().decode(new int[] {id})).asString(UTF_8).matches("<.+>");
        }
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void survivesHostileTextInBoundedTime(Golden.Hostile hostile) {
        byte[] utf8 = hostile.text().getBytes(UTF_8);
        int[] ids = assertTimeoutPreemptively(BOUND, () -> tokenizer().encode(utf8, 0, utf8.length));
        if (!hostile.sha256().isEmpty()) {
            assertThat(sha256(ids)).isEqualTo(hostile.sha256());
        }
        assertThat(Arrays.equals(tokenizer().decode(ids), utf8)).isTrue();
    }

    @Test
    void readsOnlyTheGivenRange() {
        byte[] utf8 = "##Hello, world!##".getBytes(UTF_8);
        assertThat(tokenizer().encode(utf8, 2, 13)).isEqualTo(tokenizer().encode("Hello, world!"));
    }

    @Test
    void replacesLoneSurrogates() {
        assertThat(tokenizer().encode("a\ud83db\ude00\ud83d\ude00\ud83d"))
                .isEqualTo(tokenizer().encode("a\ufffdb\ufffd\ud83d\ude00\ufffd"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "80", "c080", "c3", "eda080", "f4908080", "e28228", "f09f98", "c3ff"})
    void refusesWhatIsNotUtf8AndNamesThePosition(String malformed) {
        byte[] bad = HexFormat.of().parseHex("6162" + malformed);
        assertThatThrownBy(() -> tokenizer().encode(bad, 0, bad.length))
                .isInstanceOfSatisfying(
                        TokenizationException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.TEXT_ENCODING))
                .hasMessageContaining("at byte 2 is malformed");
    }

    @Test
    void acceptsAWrittenReplacementCharacter() {
        byte[] utf8 = "a\ufffdb".getBytes(UTF_8);
        assertThat(tokenizer().decode(tokenizer().encode(utf8, 0, utf8.length))).isEqualTo(utf8);
    }

    @Test
    void decodesPartsOfACharacterToTheirBytes() {
        byte[] whole = "\ud83e\udeb6\u4e62\u0950".getBytes(UTF_8);
        int[] ids = tokenizer().encode(whole, 0, whole.length);
        byte[] joined = new byte[0];
        for (int id : ids) {
            byte[] piece = tokenizer().decode(new int[] {id});
            joined = ByteBuffer.allocate(joined.length + piece.length)
                    .put(joined)
                    .put(piece)
                    .array();
        }
        assertThat(ids.length).isGreaterThan(3);
        assertThat(joined).isEqualTo(whole);
    }

    @Test
    void refusesToDecodeAForeignId() {
        assertThatThrownBy(() -> tokenizer().decode(new int[] {1, tokenizer().vocabularySize()}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at index 1");
        assertThatThrownBy(() -> tokenizer().decode(new int[] {-1})).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isLosslessAndCanBeCutAtWords() {
        assertThat(tokenizer().lossless()).isTrue();
        assertThat(tokenizer().cutRule()).isEqualTo(CutRule.WORD);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void partsHaveTheIdsOfTheWhole(long seed) {
        RandomText texts = new RandomText(new Random(seed));
        for (int round = 0; round < 300; round++) {
            byte[] utf8 = texts.next(400).getBytes(UTF_8);
            int[] whole = tokenizer().encode(utf8, 0, utf8.length);
            assertThat(tokenizer().decode(whole)).isEqualTo(utf8);
            for (int limit = 1; limit <= utf8.length; limit += 1 + limit / 3) {
                int[] ends;
                try {
                    ends = TextPartitioner.cuts(utf8, limit, tokenizer().cutRule());
                } catch (TokenizationException e) {
                    continue;
                }
                assertThat(idsOfParts(utf8, ends))
                        .as("seed %d, round %d, limit %d", seed, round, limit)
                        .isEqualTo(whole);
            }
            // And every single place where the rule allows a cut, which the limits above may not reach.
            for (int cut : RandomText.allowedCuts(utf8)) {
                assertThat(idsOfParts(utf8, new int[] {cut, utf8.length}))
                        .as("seed %d, round %d, cut %d", seed, round, cut)
                        .isEqualTo(whole);
            }
        }
    }

    @Test
    void encodesFromSeveralThreads() {
        String text = golden().items().stream().map(Golden.Item::text).collect(Collectors.joining("\n"));
        int[] expected = tokenizer().encode(text);
        assertThat(IntStream.range(0, 64).parallel().mapToObj(i -> tokenizer().encode(text)))
                .allSatisfy(ids -> assertThat(ids).isEqualTo(expected));
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void spansAndCountsFollowTheIds(long seed) {
        RandomText texts = new RandomText(new Random(seed));
        for (int round = 0; round < 100; round++) {
            byte[] utf8 = texts.next(100).getBytes(UTF_8);
            int[] ids = tokenizer().encode(utf8, 0, utf8.length);
            byte[] within = ("#" + new String(utf8, UTF_8) + "#").getBytes(UTF_8);
            assertThat(tokenizer().count(within, 1, utf8.length)).isEqualTo(ids.length);
            TokenBuffer out = TokenBuffer.withSpans();
            out.add(-1, -1, -1);
            tokenizer().encode(within, 1, utf8.length, out);
            assertThat(Arrays.copyOfRange(out.toArray(), 1, out.size())).isEqualTo(ids);
            int[] ends = tokenizer().byteEnds(ids);
            for (int i = 0; i < ids.length; i++) {
                assertThat(out.start(i + 1)).isEqualTo(i == 0 ? 0 : ends[i - 1]);
                assertThat(out.end(i + 1)).isEqualTo(ends[i]);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {13, 14})
    void encodesUpToEveryNumberOfTokens(long seed) {
        RandomText texts = new RandomText(new Random(seed));
        for (int round = 0; round < 20; round++) {
            byte[] utf8 = texts.next(40).getBytes(UTF_8);
            int[] ids = tokenizer().encode(utf8, 0, utf8.length);
            int[] ends = tokenizer().byteEnds(ids);
            for (int max = 0; max <= ids.length + 1; max++) {
                TokenBuffer out = TokenBuffer.ofIds();
                int end = tokenizer().encodeUpTo(max, utf8, 0, utf8.length, out);
                int expected = Math.min(max, ids.length);
                assertThat(out.toArray()).isEqualTo(Arrays.copyOf(ids, expected));
                assertThat(end).isEqualTo(expected == 0 ? 0 : ends[expected - 1]);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {15, 16})
    void whatIsDecidedIsSoWhateverFollows(long seed) {
        RandomText texts = new RandomText(new Random(seed));
        for (int round = 0; round < 200; round++) {
            byte[] start = texts.next(30).getBytes(UTF_8);
            TokenBuffer decided = TokenBuffer.withSpans();
            int length = tokenizer().encodeDecided(start, 0, start.length, decided);
            assertThat(decided.size() == 0 ? 0 : decided.end(decided.size() - 1))
                    .isEqualTo(length);
            for (String more : List.of("", texts.next(30), texts.next(5))) {
                byte[] whole = (new String(start, UTF_8) + more).getBytes(UTF_8);
                tokenizer().encode(whole, length, whole.length - length, decided);
                assertThat(decided.toArray()).isEqualTo(tokenizer().encode(whole, 0, whole.length));
                decided.truncate(0);
                tokenizer().encodeDecided(start, 0, start.length, decided);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {17, 18})
    void streamsTextCutAnywhere(long seed) {
        Random random = new Random(seed);
        RandomText texts = new RandomText(random);
        StreamingEncoder encoder = tokenizer().streamingEncoder();
        for (int round = 0; round < 100; round++) {
            byte[] utf8 = texts.next(150).getBytes(UTF_8);
            TokenBuffer whole = TokenBuffer.withSpans();
            tokenizer().encode(utf8, 0, utf8.length, whole);
            TokenBuffer out = TokenBuffer.withSpans();
            for (int at = 0; at < utf8.length; ) {
                int length = Math.min(utf8.length - at, 1 + random.nextInt(1 + round));
                encoder.append(utf8, at, length, out);
                at += length;
            }
            encoder.finish(out);
            StreamingEncoderTest.assertSame(out, whole);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {19, 20})
    void streamsIdsAsWholeCharacters(long seed) {
        Random random = new Random(seed);
        StreamingDecoder decoder = tokenizer().streamingDecoder();
        RandomText texts = new RandomText(random);
        for (int round = 0; round < 100; round++) {
            String text = texts.next(100);
            StringBuilder streamed = new StringBuilder();
            for (int id : tokenizer().encode(text)) {
                streamed.append(decoder.decode(id));
                assertThat(text).startsWith(streamed);
            }
            assertThat(decoder.finish()).isEmpty();
            assertThat(streamed).asString().isEqualTo(text);
        }
    }

    @Test
    void countsIntervalsAsIfEncodedAlone() {
        RandomText texts = new RandomText(new Random(21));
        byte[] utf8 = (texts.next(12) + "a \u4e2d\u6587  12345\n\n b").getBytes(UTF_8);
        TokenCounter counter = tokenizer().counter();
        counter.append(utf8, 0, utf8.length);
        for (int from = 0; from <= utf8.length; from++) {
            for (int to = from; to <= utf8.length; to++) {
                if (Utf8.isBoundary(utf8, from, utf8.length) && Utf8.isBoundary(utf8, to, utf8.length)) {
                    assertThat(counter.count(from, to)).isEqualTo(tokenizer().count(utf8, from, to - from));
                }
            }
        }
    }

    @Test
    void onlyAControlPartBecomesAControlId() {
        assertThat(tokenizer().controlTokens().values()).containsExactlyInAnyOrderElementsOf(controlIds());
        tokenizer().controlTokens().forEach((spelling, id) -> {
            String text = "say \u4e2d " + spelling + "!";
            PromptText prompt = PromptText.builder()
                    .control(spelling)
                    .text("say \u4e2d ")
                    .text(spelling + "!")
                    .control(spelling)
                    .build();
            TokenBuffer out = TokenBuffer.withSpans();
            tokenizer().encode(prompt, out);
            int[] ids = tokenizer().encode(text);
            assertThat(Arrays.copyOfRange(out.toArray(), 1, out.size() - 1)).isEqualTo(ids);
            assertThat(ids).doesNotContain(id);
            assertThat(out.id(0)).isEqualTo(id);
            assertThat(out.id(out.size() - 1)).isEqualTo(id);
            assertThat(out.start(1)).isEqualTo(spelling.length());
            assertThat(out.end(out.size() - 1)).isEqualTo(prompt.spelling().getBytes(UTF_8).length);
        });
    }

    @Test
    void refusesUnknownControlTokensAndNamesThoseThatExist() {
        PromptText prompt = PromptText.builder().control("<|nobody|>").text("a").build();
        assertThatThrownBy(() -> tokenizer().encode(prompt, TokenBuffer.ofIds()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no control token <|nobody|>; it has ")
                .hasMessageContaining(
                        tokenizer().controlTokens().keySet().iterator().next());
    }

    private int[] idsOfParts(byte[] utf8, int[] ends) {
        IntStream ids = IntStream.empty();
        int start = 0;
        for (int end : ends) {
            ids = IntStream.concat(ids, Arrays.stream(tokenizer().encode(utf8, start, end - start)));
            start = end;
        }
        return ids.toArray();
    }

    private Set<Integer> ids(String text) {
        return Arrays.stream(tokenizer().encode(text)).boxed().collect(Collectors.toSet());
    }

    private static String sha256(int[] ids) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * ids.length);
        bytes.asIntBuffer().put(ids);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
