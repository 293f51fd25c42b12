package io.tokenloom.text.dynamic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.text.TokenBuffer;
import io.tokenloom.text.TokenTable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VocabularyDeltaTest {
    private static final TokenTable BASE = table("a", "b", "ab", "\u00e4");

    private static TokenTable table(String... tokens) {
        return TokenTable.of(Stream.of(tokens)
                .map(token -> token.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new));
    }

    private static VocabularyDelta delta(int merges, int... ids) {
        return new DynamicMerger(
                        BaseVocabulary.of(BASE, Set.of()), new DynamicRules(merges, Boundary.WORD), Optional.empty())
                .merge(List.of(ids))
                .delta();
    }

    @Test
    void hasOneCanonicalForm() {
        byte[] expected = {
            'T',
            'L',
            'V',
            'D',
            1,
            4,
            3,
            0,
            1,
            3,
            2,
            'a',
            'b',
            2,
            3,
            0,
            4,
            'a',
            'b',
            (byte) 0xC3,
            (byte) 0xA4,
            5,
            0,
            0,
            5,
            'a',
            'b',
            (byte) 0xC3,
            (byte) 0xA4,
            'a'
        };

        assertThat(delta(3, 0, 1, 3, 0).toBytes()).isEqualTo(expected);
        assertThat(delta(3, 0, 1, 3, 0).digest())
                .isEqualTo("e03c15e8590921b2e2ba1152f58cdbf5c88b3b91b7f1aa458fe2e566a3d7106e");
    }

    @Test
    void isEqualByContent() {
        assertThat(delta(2, 0, 1, 3)).isEqualTo(delta(2, 0, 1, 3)).hasSameHashCodeAs(delta(2, 0, 1, 3));
        assertThat(delta(2, 0, 1, 3)).isNotEqualTo(delta(1, 0, 1, 3));
    }

    @Test
    void readsWhatItWrites() {
        VocabularyDelta delta = delta(9, 0, 1, 3, 0, 0, 1, 3, 3, 1);

        assertThat(VocabularyDelta.read(delta.toBytes())).isEqualTo(delta);
        assertThat(VocabularyDelta.read(VocabularyDelta.none(7).toBytes())).isEqualTo(VocabularyDelta.none(7));
    }

    /** Any change is refused or reads as another delta that is sound; nothing is read that writes other bytes. */
    @Test
    void readsOnlyCanonicalForms() {
        byte[] sound = delta(9, 0, 1, 3, 0, 0, 1, 3, 3, 1).toBytes();
        Random random = new Random(5);
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] broken = java.util.Arrays.copyOf(sound, sound.length - random.nextInt(3) + random.nextInt(2));
            broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            try {
                assertThat(VocabularyDelta.read(broken).toBytes()).isEqualTo(broken);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("vocabulary delta");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(15_000);
    }

    @Test
    void refusesAHugeCountBeforeItAllocates() {
        byte[] huge = {'T', 'L', 'V', 'D', 1, 4, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 7};

        assertThatThrownBy(() -> VocabularyDelta.read(huge))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("entries");
    }

    @Test
    void isRefusedOnAnotherBase() {
        VocabularyDelta delta = delta(2, 0, 1, 3);

        assertThatThrownBy(() -> DynamicVocabulary.of(table("a", "b", "ab"), delta))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4 ids, and this one has 3");
        assertThatThrownBy(() -> DynamicVocabulary.of(table("a", "b", "ab", "x"), delta))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("entry 1 is not the join of ids 2 and 3");
    }

    @Test
    void namesAnIdThatNeitherHas() {
        DynamicVocabulary vocabulary = DynamicVocabulary.of(BASE, delta(1, 0, 1));

        assertThatThrownBy(() -> vocabulary.decode(new int[] {0, 5}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("id 5 at index 1");
        assertThat(vocabulary.size()).isEqualTo(5);
    }

    @Test
    void spansReachOverWhatIsMerged() {
        DynamicVocabulary vocabulary = DynamicVocabulary.of(BASE, delta(2, 0, 1, 3));
        TokenBuffer tokens = TokenBuffer.withSpans();
        tokens.add(1, 0, 1);
        tokens.add(0, 1, 2);
        tokens.add(1, 2, 3);
        tokens.add(3, 3, 5);
        tokens.add(0, 5, 6);

        vocabulary.shorten(tokens, 1);

        assertThat(tokens.toArray()).containsExactly(1, 5, 0);
        assertThat(tokens.start(1)).isEqualTo(1);
        assertThat(tokens.end(1)).isEqualTo(5);
        assertThat(tokens.start(2)).isEqualTo(5);
        assertThat(vocabulary.byteEnds(tokens.toArray())).containsExactly(1, 5, 6);
    }

    @Test
    void whatWasUsedLongestAgoGoesFirst() {
        VocabularyDelta[] deltas = {delta(1, 0, 1), delta(1, 1, 0), delta(1, 3, 3)};
        long two = 2 * DynamicVocabulary.of(BASE, deltas[2]).sizeInBytes();
        DynamicVocabularies vocabularies = new DynamicVocabularies(BASE, two);
        vocabularies.put(deltas[0]);
        vocabularies.put(deltas[1]);
        vocabularies.get(deltas[0].digest());

        vocabularies.put(deltas[2]);

        assertThat(vocabularies.get(deltas[1].digest())).isEmpty();
        assertThat(vocabularies.get(deltas[0].digest())).isPresent();
        assertThat(vocabularies.size()).isEqualTo(2);
        assertThat(vocabularies.sizeInBytes()).isLessThanOrEqualTo(two);
    }

    @Test
    void aDeltaOverTheLimitIsRefused() {
        DynamicVocabularies vocabularies = new DynamicVocabularies(BASE, 100);

        assertThatThrownBy(() -> vocabularies.put(delta(1, 0, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the limit for all deltas is 100");
        assertThat(vocabularies.sizeInBytes()).isZero();
    }
}
