package io.tokenloom.jobs.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.token.EmbeddingNumbers;
import java.util.List;
import org.assertj.core.data.Offset;

/** What tests of the rows read from records. */
final class RowRecords {
    /** Vectors are stored as float16, whose numbers around 4 lie 0.004 apart; the models' own differences are smaller. */
    static final Offset<Float> HALF_PRECISION = Offset.offset(0.005f);

    /** What float32 leaves of a length of 1. */
    static final Offset<Double> ROUNDING = Offset.offset(1e-5);

    private RowRecords() {}

    static int[] array(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The ids of a record that has one plane, of a vocabulary of this size. */
    static int[] onlyPlane(TokenSequence made, int vocabularySize) {
        assertThat(made.getPlanes()).hasSize(1);
        assertThat(made.getPlanes().get(0).getVocabularySize()).isEqualTo(vocabularySize);
        return array(made.getPlanes().get(0).getIds());
    }

    /** That the numbers of a record are these. */
    static void requireNumbers(TokenEmbeddings made, float[] wanted) {
        assertThat(EmbeddingNumbers.read(made)).containsExactly(wanted, HALF_PRECISION);
    }
}
