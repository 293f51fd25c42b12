package io.tokenloom.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokenloom.record.ElementType;
import io.tokenloom.record.TokenEmbeddings;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Numbers in the bytes of a record. */
class EmbeddingNumbersTest {
    @ParameterizedTest
    @CsvSource({
        "Divot,64,256,FLOAT16,32768",
        "PVC,64,4096,FLOAT16,524288",
        "PVC in full precision,64,4096,FLOAT32,1048576",
        "MQT,256,4096,FLOAT16,2097152",
        "M3 576,576,4096,FLOAT16,4718592",
        "M3 1,1,4096,BFLOAT16,8192"
    })
    void hasTheByteCountsOfPublishedTokenizers(
            String tokenizer, int tokens, int dimension, ElementType type, long bytes) {
        TokenEmbeddings embeddings =
                SampleTokens.embeddings(tokens, dimension, type).build();

        assertThat(EmbeddingNumbers.bytesPerToken(embeddings) * tokens)
                .as(tokenizer)
                .isEqualTo(bytes);
        assertThat(embeddings.getValues().remaining()).as(tokenizer).isEqualTo((int) bytes);
    }

    @ParameterizedTest
    @EnumSource(
            value = ElementType.class,
            names = {"FLOAT16", "BFLOAT16", "FLOAT32"})
    void givesBackWhatTheTypeCanHold(ElementType type) {
        float[] numbers = {0, 1, -2, 0.5f, 96, -0.0f, Float.POSITIVE_INFINITY, 1.5f};
        TokenEmbeddings embeddings = SampleTokens.embeddings(4, 2, type)
                .setValues(EmbeddingNumbers.write(numbers, type))
                .build();

        assertThat(EmbeddingNumbers.read(embeddings)).isEqualTo(numbers);
    }

    @Test
    void isLittleEndianAndReadFromWhereTheBufferStands() {
        ByteBuffer values =
                ByteBuffer.wrap(new byte[] {99, 0x00, 0x3c, 0x00, (byte) 0xc0}).position(1);
        TokenEmbeddings embeddings = SampleTokens.embeddings(2, 1, ElementType.FLOAT16)
                .setValues(values)
                .build();

        assertThat(EmbeddingNumbers.read(embeddings)).containsExactly(1f, -2f);
        assertThat(EmbeddingNumbers.write(new float[] {1, -2}, ElementType.FLOAT16))
                .isEqualTo(values);
    }

    @Test
    void refusesNumbersOfAnUnspecifiedTypeOrShape() {
        assertThatExceptionOfType(TokenContractException.class)
                .isThrownBy(() -> EmbeddingNumbers.write(new float[1], ElementType.UNSPECIFIED));
        assertThatExceptionOfType(TokenContractException.class)
                .isThrownBy(() -> EmbeddingNumbers.bytesPerToken(SampleTokens.embeddings(2, 1, ElementType.FLOAT32)
                        .setShape(List.of())
                        .build()))
                .withMessageContaining("[tokens, dimension]");
    }
}
