package io.tokenloom.text.dynamic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.text.TokenTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DynamicMergerTest {
    /** The published pair of sentences as base tokens; "_" is a space, and the first two are control tokens. */
    private static final List<String> PUBLISHED_TOKENS = List.of(
            "<s>",
            "</s>",
            "_R",
            "ib",
            "on",
            "uc",
            "le",
            "op",
            "rote",
            "in",
            "_particles",
            "_reg",
            "ulate",
            "_m",
            "R",
            "NA",
            "_stability",
            ".",
            "_is",
            "_mod",
            "ulated",
            "_by",
            "_rib",
            "_factors");

    private static final List<String> FIRST =
            List.of(("<s> _R ib on uc le op rote in _particles _reg ulate _m R NA _stability . </s>").split(" "));
    private static final List<String> SECOND =
            List.of(("<s> _m R NA _stability _is _mod ulated _by _rib on uc le op rote in _factors . </s>").split(" "));

    private static TokenTable table(List<String> tokens) {
        return TokenTable.of(tokens.stream()
                .map(token -> token.replace('_', ' ').getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new));
    }

    private static DynamicBatch published(DynamicRules rules) {
        BaseVocabulary base = BaseVocabulary.of(table(PUBLISHED_TOKENS), Set.of(0, 1));
        return new DynamicMerger(base, rules, Optional.of(new SpaceSplitter())).merge(List.of(ids(FIRST), ids(SECOND)));
    }

    private static int[] ids(List<String> tokens) {
        return tokens.stream().mapToInt(PUBLISHED_TOKENS::indexOf).toArray();
    }

    private static List<String> spelled(VocabularyDelta delta, int[] ids) {
        return Arrays.stream(ids).mapToObj(id -> spelled(delta, id)).toList();
    }

    private static String spelled(VocabularyDelta delta, int id) {
        return id < delta.baseSize()
                ? PUBLISHED_TOKENS.get(id)
                : new String(delta.token(id - delta.baseSize()), StandardCharsets.UTF_8).replace(' ', '_');
    }

    @ParameterizedTest
    @EnumSource(
            value = Boundary.class,
            names = {"WORD", "PRETOKENS"})
    void reproducesThePublishedExample(Boundary boundary) {
        // The published "36" counts the base tokenizer's own call, which pads the first text and ends neither.
        assertThat(FIRST.size() + SECOND.size()).isEqualTo(37);

        DynamicBatch batch = published(new DynamicRules(10, boundary));
        VocabularyDelta delta = batch.delta();

        assertThat(IntStream.range(0, delta.size())
                        .mapToObj(i -> spelled(delta, delta.left(i)) + "+" + spelled(delta, delta.right(i))))
                .containsExactly(
                        "on+uc",
                        "onuc+le",
                        "onucle+op",
                        "onucleop+rote",
                        "onucleoprote+in",
                        "_m+R",
                        "_mR+NA",
                        "_R+ib",
                        "_Rib+onucleoprotein",
                        "_reg+ulate");
        assertThat(IntStream.range(0, delta.size()).map(delta::result))
                .containsExactly(IntStream.range(24, 34).boxed().toArray(Integer[]::new));
        assertThat(spelled(delta, batch.sequences().get(0)))
                .containsExactly(
                        "<s>", "_Ribonucleoprotein", "_particles", "_regulate", "_mRNA", "_stability", ".", "</s>");
        assertThat(spelled(delta, batch.sequences().get(1)))
                .containsExactly(
                        "<s>",
                        "_mRNA",
                        "_stability",
                        "_is",
                        "_mod",
                        "ulated",
                        "_by",
                        "_rib",
                        "onucleoprotein",
                        "_factors",
                        ".",
                        "</s>");
        assertThat(batch.tokens()).isEqualTo(20);
    }

    @Test
    void leavesEverythingAsItIsWithoutMerges() {
        DynamicBatch batch = published(new DynamicRules(0, Boundary.SENTENCE));

        assertThat(batch.delta()).isEqualTo(VocabularyDelta.none(PUBLISHED_TOKENS.size()));
        assertThat(batch.sequences()).containsExactly(ids(FIRST), ids(SECOND));
    }

    @Test
    void endsWhenNoValidPairIsLeft() {
        DynamicBatch batch = published(new DynamicRules(1_000_000, Boundary.WORD));

        assertThat(spelled(batch.delta(), batch.sequences().get(0)))
                .containsExactly(
                        "<s>", "_Ribonucleoprotein", "_particles", "_regulate", "_mRNA", "_stability.", "</s>");
    }

    @Test
    void neverMergesAcrossControlTokensOrSequences() {
        BaseVocabulary base = BaseVocabulary.of(table(List.of("a", "b", "<", "/s>", "</s>")), Set.of(4));
        DynamicMerger merger = new DynamicMerger(base, new DynamicRules(9, Boundary.SENTENCE), Optional.empty());

        DynamicBatch batch = merger.merge(List.of(new int[] {0, 4, 1}, new int[] {0}, new int[0], new int[] {1}));

        assertThat(batch.delta().size()).isZero();
        assertThat(batch.sequences().get(0)).containsExactly(0, 4, 1);
    }

    @Test
    void textThatSpellsAControlTokenDoesNotBecomeOne() {
        BaseVocabulary base = BaseVocabulary.of(table(List.of("a", "b", "<", "/s>", "</s>")), Set.of(4));
        DynamicMerger merger = new DynamicMerger(base, new DynamicRules(9, Boundary.SENTENCE), Optional.empty());

        DynamicBatch batch = merger.merge(List.of(new int[] {2, 3}));

        assertThat(batch.sequences().get(0)).containsExactly(5);
        assertThat(batch.delta().token(0)).asString(StandardCharsets.UTF_8).isEqualTo("</s>");
    }

    @Test
    void aJoinThatIsATokenAlreadyKeepsItsId() {
        BaseVocabulary base = BaseVocabulary.of(table(List.of("a", "b", "ab", "c")), Set.of());
        DynamicMerger merger = new DynamicMerger(base, new DynamicRules(1, Boundary.WORD), Optional.empty());

        DynamicBatch batch = merger.merge(List.of(new int[] {0, 1, 3, 0, 1, 2}));

        assertThat(batch.sequences().get(0)).containsExactly(2, 3, 2, 2);
        assertThat(batch.delta().result(0)).isEqualTo(2);
    }

    @Test
    void leavesRarePairsAloneIfTold() {
        DynamicBatch batch = published(new DynamicRules(100, Boundary.WORD, 2, 256));

        assertThat(batch.delta().size()).isEqualTo(7);
        assertThat(batch.tokens()).isEqualTo(23);
    }

    @Test
    void makesNoTokenOverTheLongest() {
        DynamicBatch batch = published(new DynamicRules(1000, Boundary.WORD, 1, 6));

        VocabularyDelta delta = batch.delta();
        assertThat(delta.size()).isPositive();
        assertThat(IntStream.range(0, delta.size()).map(delta::length)).allMatch(length -> length <= 6);
    }

    @Test
    void refusesIdsThatAreNotInTheBase() {
        BaseVocabulary base = BaseVocabulary.of(table(List.of("a")), Set.of());
        DynamicMerger merger = new DynamicMerger(base, new DynamicRules(1, Boundary.WORD), Optional.empty());

        assertThatThrownBy(() -> merger.merge(List.of(new int[0], new int[] {0, 7})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("id 7 at index 1 of sequence 1 is not in the base vocabulary of 1 ids");
    }

    @Test
    void pretokensNeedASplitter() {
        BaseVocabulary base = BaseVocabulary.of(table(List.of("a")), Set.of());

        assertThatThrownBy(() -> new DynamicMerger(base, new DynamicRules(1, Boundary.PRETOKENS), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PRETOKENS");
    }

    /** Many equal counts, joins that are tokens already, overlaps and halves of characters. */
    @ParameterizedTest
    @EnumSource(Boundary.class)
    void isTheCountedAnewProcedureOnRandomBatches(Boundary boundary) {
        int batches = Integer.getInteger("tokenloom.fuzz", 150);
        for (int seed = 0; seed < batches; seed++) {
            Random random = new Random(seed);
            TokenTable table = randomTable(random);
            Set<Integer> control = random.nextBoolean() ? Set.of(0) : Set.of();
            int longest = random.nextInt(4) == 0 ? 2 + random.nextInt(6) : Integer.MAX_VALUE;
            DynamicRules rules = new DynamicRules(random.nextInt(60), boundary, 1 + random.nextInt(3), longest);
            List<int[]> sequences = randomSequences(random, table.size());

            NaiveMerger naive = new NaiveMerger(table, control, rules, new SpaceSplitter());
            List<List<Integer>> expected = naive.merge(sequences.stream()
                    .map(ids -> IntStream.of(ids).boxed().toList())
                    .toList());
            DynamicBatch batch = new DynamicMerger(
                            BaseVocabulary.of(table, control), rules, Optional.of(new SpaceSplitter()))
                    .merge(sequences);

            VocabularyDelta delta = batch.delta();
            assertThat(IntStream.range(0, delta.size())
                            .mapToObj(i -> List.of(delta.left(i), delta.right(i), delta.result(i))))
                    .as("merges of seed %d, %s", seed, rules)
                    .isEqualTo(
                            naive.trace.stream().map(step -> step.subList(0, 3)).toList());
            assertThat(batch.sequences().stream()
                            .map(ids -> IntStream.of(ids).boxed().toList()))
                    .as("sequences of seed %d, %s", seed, rules)
                    .isEqualTo(expected);
            requireTheSameByEncoding(seed, table, sequences, batch);
        }
    }

    private static void requireTheSameByEncoding(
            int seed, TokenTable table, List<int[]> sequences, DynamicBatch batch) {
        DynamicVocabulary vocabulary =
                DynamicVocabulary.of(table, VocabularyDelta.read(batch.delta().toBytes()));
        for (int i = 0; i < sequences.size(); i++) {
            assertThat(vocabulary.encode(sequences.get(i)))
                    .as("sequence %d of seed %d", i, seed)
                    .isEqualTo(batch.sequences().get(i));
            assertThat(vocabulary.decode(batch.sequences().get(i)))
                    .as("bytes of sequence %d of seed %d", i, seed)
                    .isEqualTo(table.concatenate(sequences.get(i)));
        }
    }

    private static TokenTable randomTable(Random random) {
        String[] alphabet = {"a", "b", " ", "\n", "\t", "-", ".", "7", "\u00e4", "\u00a0", "\u4e2d", "\u00b2"};
        Set<String> tokens = new TreeSet<>();
        int size = 2 + random.nextInt(12);
        while (tokens.size() < size) {
            StringBuilder token = new StringBuilder();
            for (int i = 0; i <= random.nextInt(3); i++) {
                token.append(alphabet[random.nextInt(2 + random.nextInt(alphabet.length - 1))]);
            }
            tokens.add(token.toString());
        }
        List<byte[]> bytes = new ArrayList<>();
        tokens.forEach(token -> bytes.add(token.getBytes(StandardCharsets.UTF_8)));
        for (int half : new int[] {0xC3, 0xA4, 0xE4, 0xB8, 0xAD}) {
            if (random.nextBoolean()) {
                bytes.add(new byte[] {(byte) half});
            }
        }
        return TokenTable.of(bytes.toArray(byte[][]::new));
    }

    private static List<int[]> randomSequences(Random random, int size) {
        int used = 1 + random.nextInt(size);
        List<int[]> sequences = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(6); i++) {
            sequences.add(random.ints(random.nextInt(60), 0, used).toArray());
        }
        return sequences;
    }

    @Test
    void aMillionEqualTokensTakeLogarithmicallyManyMerges() {
        BaseVocabulary base = BaseVocabulary.of(table(List.of("a", "b")), Set.of());
        DynamicMerger merger =
                new DynamicMerger(base, new DynamicRules(1000, Boundary.SENTENCE, 2, 1 << 20), Optional.empty());

        DynamicBatch batch = merger.merge(List.of(new int[1 << 20]));

        assertThat(batch.delta().size()).isEqualTo(19);
        assertThat(batch.sequences().get(0)).hasSize(2);
    }
}
