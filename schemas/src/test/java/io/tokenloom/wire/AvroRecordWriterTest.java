package io.tokenloom.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.record.ItemHeader;
import io.tokenloom.record.TextItem;
import io.tokenloom.record.TokenPlane;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.PrimitivesArrays;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroRecordWriterTest {
    private final AvroRecordWriter<TextItem> writer = AvroRecordWriter.of(TextItem.class, 0x01020304);

    @Test
    void startsWithTheFraming() {
        assertThat(writer.write(Samples.text("a"))).startsWith(0, 1, 2, 3, 4);
    }

    @Test
    void givesTheSameBytesForEqualRecordsFromAnyWriter() {
        byte[] first = writer.write(Samples.text("same"));
        writer.write(Samples.text("something else in between"));

        assertThat(writer.write(Samples.text("same"))).isEqualTo(first);
        assertThat(AvroRecordWriter.of(TextItem.class, 0x01020304).write(Samples.text("same")))
                .isEqualTo(first);
    }

    @Test
    void leavesTheContentOfTheRecordUnread() {
        TextItem item = Samples.text("twice");

        assertThat(writer.write(item)).isEqualTo(writer.write(item));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 1000})
    void writesUnboxedNumbersAsAvroWritesAnyOthers(int size) throws IOException {
        List<Integer> boxed = new ArrayList<>();
        PrimitivesArrays.IntArray unboxed =
                new PrimitivesArrays.IntArray(size, Schema.createArray(Schema.create(Schema.Type.INT)));
        for (int i = 0; i < size; i++) {
            int number = i * 4_294_967 * (i % 2 == 0 ? 1 : -1);
            boxed.add(number);
            unboxed.add(i, number);
        }
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(expected, null);
        new SpecificDatumWriter<>(TokenPlane.class).write(new TokenPlane("", boxed, 0), encoder);
        encoder.flush();

        byte[] written = AvroRecordWriter.of(TokenPlane.class, 1).write(new TokenPlane("", unboxed, 0));

        assertThat(Arrays.copyOfRange(written, ConfluentFraming.HEADER_BYTES, written.length))
                .isEqualTo(expected.toByteArray());
    }

    @Test
    void refusesARecordWithoutARequiredFieldAndGoesOn() {
        byte[] expected = writer.write(Samples.text("good"));
        TextItem incomplete = new TextItem();
        incomplete.setHeader(new ItemHeader());

        TokenizationException failure =
                catchThrowableOfType(TokenizationException.class, () -> writer.write(incomplete));

        assertThat(failure.code()).isEqualTo(FailureCode.INTERNAL_ERROR);
        assertThat(writer.write(Samples.text("good"))).isEqualTo(expected);
    }

    @Test
    void writesRecordsLargerThanTheBufferThatItKeeps() {
        String large = "x".repeat(3 << 20);

        assertThat(writer.write(Samples.text(large))).hasSizeGreaterThan(3 << 20);
        assertThat(writer.write(Samples.text("small"))).hasSizeLessThan(200);
    }
}
