package io.tokenloom.text.dynamic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tokenloom.text.TokenTable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EmbeddingInitializationTest {
    private static final TokenTable BASE = TokenTable.of(Stream.of("a", "bc", "d")
            .map(token -> token.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new));

    private static final EmbeddingTable ROWS = EmbeddingTable.of(3, 2, new float[] {1, 10, 4, -2, 0, 1});

    /** Entries a+bc and abc+d. */
    private static VocabularyDelta delta() {
        return new DynamicMerger(
                        BaseVocabulary.of(BASE, Set.of()), new DynamicRules(2, Boundary.WORD), Optional.empty())
                .merge(List.of(new int[] {0, 1, 2}))
                .delta();
    }

    @Test
    void knowsTheBaseTokensOfAnEntry() {
        assertThat(delta().constituents(0)).containsExactly(0, 1);
        assertThat(delta().constituents(1)).containsExactly(0, 1, 2);
    }

    @Test
    void takesTheMean() {
        float[] rows = new EmbeddingInitialization(ROWS, ConstituentWeights.mean()).rows(delta());

        assertThat(rows).containsExactly(new float[] {2.5f, 4, 5f / 3, 3}, within(1e-6f));
    }

    @Test
    void weighsByLength() {
        float[] rows = new EmbeddingInitialization(ROWS, ConstituentWeights.byLength(BASE)).rows(delta());

        assertThat(rows).containsExactly(new float[] {3, 2, 9f / 4, 7f / 4}, within(1e-6f));
    }

    @Test
    void staysInTheConvexHullForAnyWeights() {
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            float[] values = new float[3 * 8];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian();
            }
            ConstituentWeights weights =
                    ids -> random.doubles(ids.length, 0, 1e-3).toArray();

            float[] rows = new EmbeddingInitialization(EmbeddingTable.of(3, 8, values), weights).rows(delta());

            for (int d = 0; d < 8; d++) {
                float low = Math.min(values[d], Math.min(values[8 + d], values[16 + d]));
                float high = Math.max(values[d], Math.max(values[8 + d], values[16 + d]));
                assertThat(rows[8 + d]).isBetween(low, high);
            }
        }
    }

    @Test
    void refusesWeightsThatAreNone() {
        for (double[] weights : new double[][] {{1}, {-1, 2}, {0, 0}, {Double.NaN, 1}}) {
            assertThatThrownBy(() -> new EmbeddingInitialization(ROWS, ids -> weights).rows(delta()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("none negative");
        }
    }

    @Test
    void refusesATableThatIsTooSmall() {
        EmbeddingTable small = EmbeddingTable.of(1, 1, new float[] {1});

        assertThatThrownBy(() -> new EmbeddingInitialization(small, ConstituentWeights.mean()).rows(delta()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("id 1 has no row");
    }

    @Test
    void readsSafetensors() {
        byte[] header =
                "{\"e\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[0,4]}}".getBytes(StandardCharsets.UTF_8);
        byte[] file = new byte[8 + header.length + 4];
        file[0] = (byte) header.length;
        System.arraycopy(header, 0, file, 8, header.length);
        file[file.length - 2] = (byte) 0x80;
        file[file.length - 1] = 0x3F;
        float[] row = new float[1];

        EmbeddingTable.read(file, "e").copyRow(0, row, 0);

        assertThat(row).containsExactly(1f);
    }
}
