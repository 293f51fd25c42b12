package io.tokenloom.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.record.FrameItem;
import io.tokenloom.record.ImageItem;
import io.tokenloom.record.ItemHeader;
import io.tokenloom.record.TextItem;
import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerVersion;
import io.tokenloom.record.VideoItem;
import io.tokenloom.record.VocabularyDelta;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
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
        int[] numbers = new int[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = i * 4_294_967 * (i % 2 == 0 ? 1 : -1);
        }
        List<Integer> boxed = Arrays.stream(numbers).boxed().toList();

        assertThat(body(new TokenPlane("", IntList.of(numbers), 0), TokenPlane.class))
                .isEqualTo(asAvroWrites(new TokenPlane("", boxed, 0), TokenPlane.class));
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                TextItem.class,
                ImageItem.class,
                FrameItem.class,
                VideoItem.class,
                TokenSequence.class,
                TokenEmbeddings.class,
                TokenizerVersion.class,
                VocabularyDelta.class
            })
    <T extends SpecificRecord> void writesAnyRecordAsAvroDoes(Class<T> type) throws IOException {
        Schema schema = SpecificData.get().getSchema(type);
        SpecificDatumReader<T> reader = new SpecificDatumReader<>(type);
        for (Object random : new RandomData(schema, 50, 7L)) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            new GenericDatumWriter<>(schema).write(random, encoder);
            encoder.flush();
            T item = reader.read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));

            assertThat(body(item, type)).isEqualTo(asAvroWrites(item, type));
        }
    }

    private static <T extends SpecificRecord> byte[] body(T item, Class<T> type) {
        byte[] written = AvroRecordWriter.of(type, 1).write(item);
        return Arrays.copyOfRange(written, ConfluentFraming.HEADER_BYTES, written.length);
    }

    private static <T extends SpecificRecord> byte[] asAvroWrites(T item, Class<T> type) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new SpecificDatumWriter<>(type).write(item, encoder);
        encoder.flush();
        return bytes.toByteArray();
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
