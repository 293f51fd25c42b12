package io.tokenloom.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Graphs that can't be loaded: each is told in one message with cause and mend, and nothing was opened. */
class GraphRefusalTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            opset-missing               | Missing opset in the model               | export it again
            opset-unknown               | Opset 99 is under development            | Export it for an opset that is known
            ir-unknown                  | Unsupported model IR version: 99         | older version of the package onnx
            operator-unknown            | No Op registered for Frobnicate          | without operators of another library
            operator-of-another-library | another.library:Frobnicate               | without operators of another library
            """)
    void namesCauseAndMend(String graph, String cause, String mend) {
        ModelLoadException refusal = catchThrowableOfType(ModelLoadException.class, () -> TestGraphs.open(graph));
        assertThat(refusal).hasMessageContaining(cause).hasMessageContaining(mend);
        assertThat(refusal.getMessage())
                .as("no places in somebody else's sources")
                .doesNotContain("onnxruntime_src")
                .doesNotContain("Error code");
    }

    /** Inside the folder, outside it, from the root, and in the body of a loop, where a checker may not look. */
    @ParameterizedTest
    @CsvSource({
        "external-inside, w in weights.bin",
        "external-outside, w in ../weights.bin",
        "external-absolute, w in /etc/hostname",
        "external-in-loop, unit in weights.bin"
    })
    void refusesValuesInOtherFilesWhereverTheyAre(String graph, String place) {
        assertThatThrownBy(() -> TestGraphs.open(graph))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageContaining("values are in other files: " + place + ")")
                .hasMessageContaining("save_as_external_data=False");
    }

    @Test
    void refusesAnEmptyFileATextAndGraphsThatWereCut() {
        byte[] graph = TestGraphs.bytes("loop");
        for (byte[] damaged : new byte[][] {
            {}, "not a graph at all".getBytes(java.nio.charset.StandardCharsets.US_ASCII), Arrays.copyOf(graph, 100)
        }) {
            assertThatThrownBy(() -> OnnxModel.load(damaged, Device.CPU))
                    .isInstanceOf(ModelLoadException.class)
                    .hasMessageContaining("or damaged: copy it again");
        }
    }

    /** A byte changed anywhere may give another graph, but neither a crash nor another exception. */
    @ParameterizedTest
    @ValueSource(strings = {"types", "external-in-loop"})
    void survivesEveryFlippedByte(String name) {
        byte[] graph = TestGraphs.bytes(name);
        Random random = new Random(7);
        for (int i = 0; i < graph.length; i++) {
            byte[] flipped = graph.clone();
            flipped[i] ^= (byte) (1 + random.nextInt(255));
            try {
                ExternalData.refuse(flipped);
            } catch (ModelLoadException e) {
                assertThat(e).hasMessageContaining("can't be loaded");
            }
        }
    }

    @Test
    void refusesMessagesNestedWithoutEnd() {
        byte[] nested = new byte[0];
        for (int i = 0; i < 300; i++) {
            // A graph (7) in a model, then node (1), attribute (5) and graph (6) in turn, each the whole of the one
            // around it.
            int field = new int[] {6, 5, 1}[i % 3];
            nested = around(field, nested);
        }
        byte[] model = around(7, nested);
        assertThatThrownBy(() -> ExternalData.refuse(model))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageContaining("no ONNX graph from byte");
    }

    private static byte[] around(int field, byte[] content) {
        byte[] message = new byte[content.length + 4];
        message[0] = (byte) (field << 3 | 2);
        message[1] = (byte) (content.length & 0x7F | 0x80);
        message[2] = (byte) (content.length >> 7 & 0x7F | 0x80);
        message[3] = (byte) (content.length >> 14);
        System.arraycopy(content, 0, message, 4, content.length);
        return message;
    }
}
