package io.tokenloom.jobs.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TruncationKind;
import io.tokenloom.token.MatryoshkaLevels;
import io.tokenloom.token.TokenContractException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Row 21, M3: 24 x 24 vectors, and lower levels that are pooled from them and no prefixes. */
abstract class M3Row {
    private static final int SIDE = 24;
    private static final int DIMENSION = 32;

    private static Golden golden() throws Exception {
        return Golden.of("rows/m3").get(0);
    }

    @Test
    void publishesTheReferenceVectorsOfTheFullLevel() throws Exception {
        TokenEmbeddings made = SystemRowsIT.rows().vectors("m3", golden());

        assertThat(made.getShape()).containsExactly(SIDE * SIDE, DIMENSION);
        assertThat(made.getOrder()).isEqualTo(TokenOrder.RASTER);
        assertThat(made.getTruncation().getKind()).isEqualTo(TruncationKind.LEVEL_SET);
        assertThat(made.getTruncation().getValidLengths()).containsExactly(1, 9, 36, 144, 576);
        RowRecords.requireNumbers(made, golden().vectors());
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 6, 3, 1})
    void derivesALevelThatEqualsPoolingAtOnce(int side) throws Exception {
        TokenEmbeddings full = SystemRowsIT.rows().vectors("m3", golden());

        TokenEmbeddings level = MatryoshkaLevels.derive(full, side * side);

        assertThat(level.getShape()).containsExactly(side * side, DIMENSION);
        RowRecords.requireNumbers(level, pooled(golden().vectors(), side));
        assertThat(level.getGeometry().getGridHeight() * level.getGeometry().getPatchHeight())
                .as("pixels of the model")
                .isEqualTo(336);
    }

    @Test
    void derivesALevelFromALevel() throws Exception {
        TokenEmbeddings made = SystemRowsIT.rows().vectors("m3", golden());

        for (int tokens : new int[] {144, 36, 9, 1}) {
            made = MatryoshkaLevels.derive(made, tokens);
        }

        RowRecords.requireNumbers(made, pooled(golden().vectors(), 1));
    }

    @Test
    void refusesWhatIsNoLevel() throws Exception {
        TokenEmbeddings full = SystemRowsIT.rows().vectors("m3", golden());

        assertThatThrownBy(() -> MatryoshkaLevels.derive(full, 143)).isInstanceOf(TokenContractException.class);
    }

    /** The mean of each window, by hand. */
    private static float[] pooled(float[] raster, int side) {
        int window = SIDE / side;
        float[] pooled = new float[side * side * DIMENSION];
        for (int token = 0; token < side * side; token++) {
            for (int i = 0; i < DIMENSION; i++) {
                double sum = 0;
                for (int row = 0; row < window; row++) {
                    for (int column = 0; column < window; column++) {
                        int from = (token / side * window + row) * SIDE + token % side * window + column;
                        sum += raster[from * DIMENSION + i];
                    }
                }
                pooled[token * DIMENSION + i] = (float) (sum / (window * window));
            }
        }
        return pooled;
    }
}
