package io.tokenloom.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OnnxModelTest {
    private static final long[] SHAPE = {3, 2};

    @Test
    void carriesEveryTypeThatATensorCanHold() {
        Map<String, Tensor> given = Map.of(
                "float32", new Tensor.Floats(SHAPE, new float[] {1.5f, -0f, Float.MAX_VALUE, Float.MIN_VALUE, 5, 6}),
                "float16", new Tensor.Halves(SHAPE, new short[] {0x3C00, (short) 0x8000, 0x7E00, 1, 5, 6}),
                "int64", new Tensor.Longs(SHAPE, new long[] {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE, 6}),
                "int32", new Tensor.Ints(SHAPE, new int[] {Integer.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE, 6}),
                "uint8", new Tensor.UnsignedBytes(SHAPE, new byte[] {0, 1, 127, -128, -1, 6}),
                "bool", new Tensor.Booleans(SHAPE, new byte[] {0, 1, 1, 0, 1, 0}));
        try (OnnxModel model = TestGraphs.open("types")) {
            Map<String, Tensor> said = model.run(given, model.outputs().keySet());
            given.forEach((name, tensor) -> assertThat(said.get(name + "_out"))
                    .as(name)
                    .usingRecursiveComparison()
                    .isEqualTo(tensor));
        }
    }

    /** The native buffers are kept from run to run and are as large as the largest. */
    @Test
    void givesWhatIsAskedOfARunSmallerThanTheOneBefore() {
        try (OnnxModel model = TestGraphs.open("plus")) {
            assertThat(plus(model, 3)).hasSize(12).containsOnly(2, 3, 4, 5);
            assertThat(plus(model, 1)).containsExactly(2, 3, 4, 5);
            assertThat(plus(model, 4)).hasSize(16).containsOnly(2, 3, 4, 5);
            assertThat(plus(model, 0)).isEmpty();
        }
    }

    private static float[] plus(OnnxModel model, int rows) {
        float[] ones = new float[4 * rows];
        Arrays.fill(ones, 1);
        Map<String, Tensor> said = model.run(Map.of("x", new Tensor.Floats(new long[] {rows, 4}, ones)), Set.of("y"));
        return ((Tensor.Floats) said.get("y")).values();
    }

    @Test
    void namesEveryInputAndOutputThatIsNotTheGraphs() {
        try (OnnxModel model = TestGraphs.open("plus")) {
            Tensor wrong = new Tensor.Longs(new long[] {1, 4}, new long[4]);
            assertThatThrownBy(() -> model.run(Map.of("x", wrong, "z", wrong), Set.of("ids")))
                    .isInstanceOf(ModelRunException.class)
                    .hasMessageContaining("input x is float32[-1, 4], given was int64[1, 4]")
                    .hasMessageContaining("there is no input z")
                    .hasMessageContaining("there is no output ids");
            assertThatThrownBy(() -> model.run(Map.of(), Set.of("y")))
                    .isInstanceOf(ModelRunException.class)
                    .hasMessageContaining("input x, float32[-1, 4], was not given");
        }
    }

    @Test
    void namesTheInputThatIsOfATypeItCannotGive() {
        try (OnnxModel model = TestGraphs.open("double")) {
            assertThat(model.inputs().get("x")).hasToString("double[-1, 4]");
            Tensor floats = new Tensor.Floats(new long[] {1, 4}, new float[4]);
            assertThatThrownBy(() -> model.run(Map.of("x", floats), Set.of("y")))
                    .isInstanceOf(ModelRunException.class)
                    .hasMessageContaining("input x is double[-1, 4], which can't be given; add a Cast")
                    .hasMessageContaining("output y is double[-1, 4], which can't be read");
        }
    }

    @Test
    void tellsAnInputThatTheGraphFailsOnFromADeviceThatIsFull() {
        try (OnnxModel model = TestGraphs.open("gather")) {
            assertThatThrownBy(() ->
                            model.run(Map.of("x", new Tensor.Longs(new long[] {1}, new long[] {77})), Set.of("y")))
                    .isInstanceOf(ModelRunException.class)
                    .hasMessage(
                            "the model failed (node Gather: indices element out of data bounds, idx=77 must be within"
                                    + " the inclusive range [-4,3])");
        }
        try (OnnxModel model = TestGraphs.open("zeros")) {
            Tensor pebibyte = new Tensor.Longs(new long[] {2}, new long[] {1L << 24, 1L << 24});
            assertThatThrownBy(() -> model.run(Map.of("shape", pebibyte), Set.of("y")))
                    .isInstanceOf(DeviceMemoryException.class)
                    .hasMessageContaining("device cpu has too little memory for shape int64[2]")
                    .hasMessageContaining("Give it less at once");
            Tensor few = new Tensor.Longs(new long[] {2}, new long[] {1, 2});
            assertThat(((Tensor.Floats)
                                    model.run(Map.of("shape", few), Set.of("y")).get("y"))
                            .values())
                    .as("the next run on the same model")
                    .containsExactly(0, 0);
        }
    }

    @Test
    void closesOnceAndTellsWhoRunsItAfterwards() {
        OnnxModel model = TestGraphs.open("plus");
        model.close();
        model.close();
        assertThatThrownBy(() -> plus(model, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the model is closed");
    }

    /** Two jars of the same classes: which of them runs would be chance. */
    @Test
    void hasOneOnnxRuntimeOnItsClassPath() throws IOException {
        assertThat(Collections.list(OnnxModel.class.getClassLoader().getResources("ai/onnxruntime/OrtSession.class")))
                .hasSize(1);
    }
}
