package io.tokenloom.vision.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodebookTest {
    @Test
    void readsATensorByItsName() {
        byte[] file = file(
                "{'__metadata__':{'format':'pt'},"
                        + "'other':{'dtype':'I64','shape':[1],'data_offsets':[0,8]},"
                        + "'quantize.embedding':{'dtype':'F32','shape':[2,1],'data_offsets':[8,16]}}  ",
                bytes(16).putLong(7).putFloat(1.5f).putFloat(-2));

        Codebook codebook = Codebook.read(file, "quantize.embedding");

        assertThat(codebook.size()).isEqualTo(2);
        assertThat(codebook.dimension()).isEqualTo(1);
        assertThat(code(codebook, 0)).containsExactly(1.5f);
        assertThat(code(codebook, 1)).containsExactly(-2f);
    }

    @Test
    void halfPrecisionIsExact() {
        short[] halves = {0x3C00, (short) 0xC000, 0x0001, 0x03FF, 0x7BFF, (short) 0x8000};
        ByteBuffer content = bytes(12);
        for (short half : halves) {
            content.putShort(half);
        }

        Codebook codebook =
                Codebook.read(file("{'c':{'dtype':'F16','shape':[1,6],'data_offsets':[0,12]}}", content), "c");

        assertThat(code(codebook, 0)).containsExactly(1, -2, 0x1p-24f, 1023 * 0x1p-24f, 65504, -0f);
    }

    @Test
    void brainFloatIsTheUpperHalfOfAFloat() {
        ByteBuffer content = bytes(4).putShort((short) 0x3F80).putShort((short) 0xC040);

        Codebook codebook =
                Codebook.read(file("{'c':{'dtype':'BF16','shape':[2,1],'data_offsets':[0,4]}}", content), "c");

        assertThat(code(codebook, 0)).containsExactly(1);
        assertThat(code(codebook, 1)).containsExactly(-3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'d':{'dtype':'F32','shape':[2,1],'data_offsets':[0,8]}}|there is no tensor c; there are [d]",
                "{'c':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}|F32[2]; a codebook has two dimensions",
                "{'c':{'dtype':'I64','shape':[1,1],'data_offsets':[0,8]}}|store it as F32, F16 or BF16",
                "{'c':{'dtype':'F31','shape':[2,1],'data_offsets':[0,8]}}|unknown type 'F31'",
                "{'c':{'dtype':'F32','shape':[0,1],'data_offsets':[0,0]},'d':{'dtype':'I64','shape':[1],'data_offsets':[0,8]}}|0 x 1",
                "{'c':{'dtype':'F32','shape':[3,1],'data_offsets':[0,8]}}|takes 12 bytes, and its data_offsets span 8",
                "{'c':{'dtype':'F32','shape':[2,1],'data_offsets':[4,12]}}|there are 8 bytes of tensors",
                "{'c':{'dtype':'F32','shape':[2,1],'data_offsets':[8,0]}}|has the data_offsets [8, 0]",
                "{'c':{'dtype':'F32','shape':[2,1],'data_offsets':[0]}}|has the data_offsets [0]",
                "{'c':{'dtype':'F32','shape':[2,-1],'data_offsets':[0,8]}}|no list of lengths: [2,-1]",
                "{'c':{'dtype':'F32','shape':[2,1.5],'data_offsets':[0,8]}}|no list of lengths",
                "{'c':{'dtype':'F32','shape':7,'data_offsets':[0,8]}}|has no list shape",
                "{'c':{'dtype':'F32','shape':[2,1]}}|has no list data_offsets",
                "{'c':{'dtype':'F32','shape':[4611686018427387904,4],'data_offsets':[0,8]}}|is too large",
                "{'c':{'dtype':'F32','shape':[1,1],'data_offsets':[0,4]}}|end at byte 4 of 8",
                "{'c':{'dtype':'F32','shape':[1,1],'data_offsets':[4,8]}}|holes or overlap at byte 0",
                "{'c':{'dtype':'F32','shape':[2,1],'data_offsets':[0,8]},'d':{'dtype':'U8','shape':[1],'data_offsets':[7,8]}}|overlap",
                "{'c':{'dtype':'F32','shape':[2,1],'data_offsets':[0,8]},'c':{}}|not JSON: Duplicate",
                "{'c':{'dtype':'F32','shape':[2,1],'data_offsets':[0,8]},'__metadata__':{'epoch':7}}|no map of texts",
                "{'c':|not JSON",
                "[1]|no JSON object",
                "{} {}|not JSON"
            })
    void saysWhatIsWrongWithAFile(String header, String mistake) {
        assertThatThrownBy(() -> Codebook.read(file(header, bytes(8)), "c"))
                .isInstanceOf(CodebookFileException.class)
                .hasMessageContaining(mistake);
    }

    @Test
    void refusesAHeaderThatIsLongerThanItsFile() {
        for (long length : new long[] {-1, 0, 9, Long.MAX_VALUE}) {
            byte[] file = bytes(16).putLong(length).array();

            assertThatThrownBy(() -> Codebook.read(file, "c"))
                    .isInstanceOf(CodebookFileException.class)
                    .hasMessageContaining("its header says a length of " + Long.toUnsignedString(length));
        }
        assertThatThrownBy(() -> Codebook.read(new byte[7], "c")).hasMessageContaining("it has 7 bytes");
    }

    @Test
    void refusesAHeaderThatIsNoText() {
        byte[] file = bytes(10).putLong(2).put((byte) '{').put((byte) 0xFF).array();

        assertThatThrownBy(() -> Codebook.read(file, "c"))
                .isInstanceOf(CodebookFileException.class)
                .hasMessageContaining("not UTF-8");
    }

    @Test
    void refusesCodesThatAreNoNumbers() {
        byte[] file = file(
                "{'c':{'dtype':'F32','shape':[2,2],'data_offsets':[0,16]}}",
                bytes(16).putFloat(1).putFloat(2).putFloat(3).putFloat(Float.NaN));

        assertThatThrownBy(() -> Codebook.read(file, "c"))
                .isInstanceOf(CodebookFileException.class)
                .hasMessageContaining("code 1 has the value NaN in dimension 1");
    }

    @Test
    void keepsItsValuesWhenTheArrayChanges() {
        float[] values = {1, 2};
        Codebook codebook = Codebook.of(2, 1, values);
        values[0] = 9;

        assertThat(code(codebook, 0)).containsExactly(1);
    }

    private static float[] code(Codebook codebook, int id) {
        float[] code = new float[codebook.dimension()];
        codebook.copyCode(id, code, 0);
        return code;
    }

    private static ByteBuffer bytes(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] file(String header, ByteBuffer content) {
        byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return bytes(8 + json.length + content.capacity())
                .putLong(json.length)
                .put(json)
                .put(content.array())
                .array();
    }
}
