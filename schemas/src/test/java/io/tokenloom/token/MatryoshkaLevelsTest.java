package io.tokenloom.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.tokenloom.record.ElementType;
import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TruncationKind;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Levels of M3: 576, 144, 36, 9 and 1 tokens, each the mean of the one above. */
class MatryoshkaLevelsTest {
    private static final int DIMENSION = 16;

    private final TokenEmbeddings full = m3(ElementType.FLOAT32);

    private static TokenEmbeddings m3(ElementType type) {
        Random random = new Random(21);
        float[] numbers = new float[576 * DIMENSION];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return SampleTokens.embeddings(576, DIMENSION, type)
                .setValues(EmbeddingNumbers.write(numbers, type))
                .setTruncation(SampleTokens.cuts(TruncationKind.LEVEL_SET, 1, 9, 36, 144, 576))
                .setGeometry(SampleTokens.grid(24, 24).build())
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "FLOAT32,144,1e-6",
        "FLOAT32,36,1e-6",
        "FLOAT32,9,1e-6",
        "FLOAT32,1,1e-6",
        "FLOAT16,144,2e-3",
        "FLOAT16,36,2e-3",
        "FLOAT16,9,2e-3",
        "FLOAT16,1,2e-3",
        "BFLOAT16,9,2e-2"
    })
    void isTheMeanOfEachWindowWhetherPooledAtOnceOrLevelByLevel(ElementType type, int tokens, double tolerance) {
        TokenEmbeddings top = m3(type);
        float[] expected = means(EmbeddingNumbers.read(top), tokens);

        TokenEmbeddings stepwise = top;
        for (int level : List.of(144, 36, 9, 1)) {
            stepwise = level >= tokens ? MatryoshkaLevels.derive(stepwise, level) : stepwise;
        }

        assertThat(EmbeddingNumbers.read(MatryoshkaLevels.derive(top, tokens)))
                .containsExactly(expected, within((float) tolerance));
        assertThat(EmbeddingNumbers.read(stepwise)).containsExactly(expected, within((float) tolerance));
    }

    @Test
    void saysItsGridItsLevelsAndWhatItWasPooledFrom() {
        TokenEmbeddings level = MatryoshkaLevels.derive(MatryoshkaLevels.derive(full, 144), 9);

        assertThat(level.getShape()).containsExactly(9, DIMENSION);
        assertThat(level.getGeometry().getGridHeight()).isEqualTo(3);
        assertThat(level.getGeometry().getGridWidth()).isEqualTo(3);
        assertThat(level.getGeometry().getPatchHeight()).isEqualTo(128);
        assertThat(level.getTruncation().getValidLengths()).containsExactly(1, 9);
        assertThat(level.getLayout().getFullTokens()).isEqualTo(576);
        assertThat(MatryoshkaLevels.derive(full, 576)).isEqualTo(full);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 4, 64, 143, 577})
    void refusesWhatIsNoLevel(int tokens) {
        assertThatExceptionOfType(TokenContractException.class)
                .isThrownBy(() -> MatryoshkaLevels.derive(full, tokens))
                .withMessageContaining("level of " + tokens + " tokens")
                .withMessageContaining("[1, 9, 36, 144, 576]");
    }

    @Test
    void refusesAGridThatIsNoFullSquareInRasterOrder() {
        TokenEmbeddings cells =
                TokenEmbeddings.newBuilder(full).setOrder(TokenOrder.CELL).build();
        TokenEmbeddings oblong = TokenEmbeddings.newBuilder(full)
                .setGeometry(SampleTokens.grid(18, 32).build())
                .build();
        TokenEmbeddings prefix = TokenEmbeddings.newBuilder(full)
                .setTruncation(SampleTokens.cuts(TruncationKind.ANY_PREFIX))
                .build();

        for (TokenEmbeddings record : List.of(cells, oblong, prefix)) {
            assertThatExceptionOfType(TokenContractException.class)
                    .isThrownBy(() -> MatryoshkaLevels.derive(record, 144));
        }
    }

    @Test
    void trimmingTakesTheLargestLevelWithinABudget() {
        long bytesEach = DIMENSION * 4;

        assertThat(TokenTrimming.toBytes(full, bytesEach * 144).getShape().get(0))
                .isEqualTo(144);
        assertThat(TokenTrimming.toBytes(full, bytesEach * 144 - 1).getShape().get(0))
                .isEqualTo(36);
        assertThat(TokenTrimming.toAtMost(full, 8).getShape().get(0)).isEqualTo(1);
        assertThat(TokenTrimming.toTokens(full, 9)).isEqualTo(MatryoshkaLevels.derive(full, 9));
        assertThatExceptionOfType(TokenContractException.class)
                .isThrownBy(() -> TokenTrimming.toBytes(full, bytesEach - 1));
    }

    /** The means by their definition, window by window. */
    private static float[] means(float[] numbers, int tokens) {
        int side = (int) Math.sqrt(tokens);
        int window = 24 / side;
        float[] means = new float[tokens * DIMENSION];
        for (int i = 0; i < means.length; i++) {
            int row = i / DIMENSION / side * window;
            int column = i / DIMENSION % side * window;
            double sum = 0;
            for (int down = 0; down < window; down++) {
                for (int across = 0; across < window; across++) {
                    sum += numbers[((row + down) * 24 + column + across) * DIMENSION + i % DIMENSION];
                }
            }
            means[i] = (float) (sum / window / window);
        }
        return means;
    }
}
