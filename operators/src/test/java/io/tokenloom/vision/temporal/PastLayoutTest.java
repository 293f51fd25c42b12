package io.tokenloom.vision.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.model.TensorSpec;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PastLayoutTest {
    private static final int STREAMS = 3;
    private static final int TIMES = 4;

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0", "1, 2", "2, 1", "0, 4", "4, 0", "3, 4", "4, 3", "1, 3"})
    void putsEachNumberWhereItsIndicesSay(int batchAxis, int timeAxis) {
        int[] lengths = {2, 3, 5, 7, 2};
        long[] shape = Arrays.stream(lengths).asLongStream().toArray();
        shape[batchAxis] = 0;
        shape[timeAxis] = TIMES;
        PastLayout layout = new PastLayout(shape, batchAxis, timeAxis, TensorSpec.Type.FLOAT32);
        float[] frame = new float[layout.frameNumbers()];
        for (int i = 0; i < frame.length; i++) {
            frame[i] = i + 1;
        }
        float[] past = new float[layout.pastNumbers(STREAMS)];

        layout.put(frame, past, STREAMS, 1, 2);

        long[] whole = layout.pastShape(STREAMS);
        int seen = 0;
        for (int flat = 0; flat < past.length; flat++) {
            int[] at = indices(flat, whole);
            boolean ofFrame = at[batchAxis] == 1 && at[timeAxis] == 2;
            assertThat(past[flat]).isEqualTo(ofFrame ? ++seen : 0);
        }
        assertThat(seen).isEqualTo(frame.length);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0", "1, 2", "2, 1", "4, 0", "3, 4"})
    void takesWhatItWouldPut(int batchAxis, int timeAxis) {
        long[] shape = {2, 3, 5, 7, 2};
        shape[batchAxis] = 0;
        shape[timeAxis] = 1;
        PastLayout layout = new PastLayout(shape, batchAxis, timeAxis, TensorSpec.Type.FLOAT32);
        float[] frame = new float[layout.frameNumbers()];
        for (int i = 0; i < frame.length; i++) {
            frame[i] = i + 1;
        }
        float[] made = new float[layout.pastNumbers(STREAMS)];
        layout.put(frame, made, STREAMS, 2, 0);

        assertThat(layout.take(made, STREAMS, 2)).isEqualTo(frame);
        assertThat(layout.take(made, STREAMS, 1)).containsOnly(0);
    }

    private static int[] indices(int flat, long[] shape) {
        int[] at = new int[shape.length];
        int rest = flat;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            at[axis] = rest % (int) shape[axis];
            rest /= (int) shape[axis];
        }
        return at;
    }
}
