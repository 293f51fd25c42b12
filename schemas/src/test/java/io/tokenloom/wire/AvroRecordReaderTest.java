package io.tokenloom.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.record.TextItem;
import io.tokenloom.record.TokenPlane;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AvroRecordReaderTest {
    private static final String TOPIC = "media.text.raw.v1";

    private LocalRegistry registry;
    private SchemaSource schemas;
    private AvroRecordReader<TextItem> reader;
    private int schemaId;

    @BeforeEach
    void startRegistry() {
        registry = LocalRegistry.start();
        schemas = SchemaSource.connect(registry.settings());
        schemaId = new Subjects(schemas).register(TOPIC, TextItem.class);
        reader = AvroRecordReader.of(TextItem.class, schemas);
    }

    @AfterEach
    void stopRegistry() {
        schemas.close();
        registry.close();
    }

    @Test
    void readsWhatWasWritten() {
        TextItem item = Samples.text("Grüße 🌍");

        assertThat(reader.read(framed(item))).isEqualTo(item);
    }

    @Test
    void asksTheRegistryOncePerSchemaId() {
        byte[] framed = framed(Samples.text("a"));
        SchemaSource fresh = SchemaSource.connect(registry.settings());
        try (fresh) {
            AvroRecordReader<TextItem> first = AvroRecordReader.of(TextItem.class, fresh);
            AvroRecordReader<TextItem> second = AvroRecordReader.of(TextItem.class, fresh);
            for (int i = 0; i < 3; i++) {
                first.read(framed);
                second.read(framed);
            }
        }

        assertThat(registry.requests().stream().filter(("GET /schemas/ids/" + schemaId)::equals))
                .hasSize(1);
    }

    @Test
    void readsANewerWriterThatAddedAField() throws Exception {
        Schema ours = Subjects.portableSchema(TextItem.class);
        Schema newer = withExtraField(ours);
        int newerId = registry.add("other", "AVRO", newer.toString());
        TextItem item = Samples.text("from the future");
        GenericRecord written = new GenericData.Record(newer);
        written.put("header", generic(item, ours).get("header"));
        written.put("content", item.getContent());
        written.put("language", "de");

        assertThat(reader.read(framed(newerId, newer, written))).isEqualTo(item);
    }

    @Test
    void refusesASchemaThatIsNotOurs() throws Exception {
        Schema other = SchemaBuilder.record("Order")
                .namespace("shop")
                .fields()
                .requiredLong("total")
                .endRecord();
        int otherId = registry.add("orders", "AVRO", other.toString());
        GenericRecord order = new GenericData.Record(other);
        order.put("total", 3L);
        byte[] framed = framed(otherId, other, order);

        TokenizationException failure = failure(framed);
        assertThat(failure.code()).isEqualTo(FailureCode.UNEXPECTED_SCHEMA);
        assertThat(failure).hasMessageContaining("shop.Order").hasMessageContaining("io.tokenloom.record.TextItem");
    }

    @Test
    void refusesASchemaThatIsNotAvro() {
        int jsonId = registry.add("documents", "JSON", "{\"type\":\"object\"}");
        byte[] framed = framed(Samples.text("a"));
        ConfluentFraming.putHeader(framed, jsonId);

        assertThat(failure(framed).code()).isEqualTo(FailureCode.UNEXPECTED_SCHEMA);
    }

    @Test
    void tellsAnIdThatTheRegistryDoesNotKnow() {
        byte[] framed = framed(Samples.text("a"));
        ConfluentFraming.putHeader(framed, 4711);

        TokenizationException failure = failure(framed);
        assertThat(failure.code()).isEqualTo(FailureCode.UNKNOWN_SCHEMA);
        assertThat(failure).hasMessageContaining("4711");
    }

    @Test
    void refusesEveryShorterPrefixAsTruncated() {
        byte[] framed = framed(Samples.text("some text"));
        for (int length = 0; length < framed.length; length++) {
            assertThat(failure(Arrays.copyOf(framed, length)).code())
                    .as("first %d of %d bytes", length, framed.length)
                    .isEqualTo(FailureCode.TRUNCATED_RECORD);
        }
    }

    @Test
    void refusesBytesAfterTheRecord() {
        byte[] framed = framed(Samples.text("some text"));

        TokenizationException failure = failure(Arrays.copyOf(framed, framed.length + 2));
        assertThat(failure.code()).isEqualTo(FailureCode.TRAILING_BYTES);
        assertThat(failure).hasMessageStartingWith("2 bytes");
    }

    @Test
    void allocatesNothingForALengthThatTheBytesCannotHold() throws Exception {
        int planeId = new Subjects(schemas).register("planes", TokenPlane.class);
        byte[] claim = claiming(planeId, 2_000_000_000L);
        AvroRecordReader<TokenPlane> planes = AvroRecordReader.of(TokenPlane.class, schemas);
        catchThrowableOfType(TokenizationException.class, () -> planes.read(claim));
        long before = allocatedBytes();

        TokenizationException failure = catchThrowableOfType(TokenizationException.class, () -> planes.read(claim));

        assertThat(failure.code()).isEqualTo(FailureCode.TRUNCATED_RECORD);
        assertThat(allocatedBytes() - before).isLessThan(10_000_000L);
    }

    @Test
    void turnsAnyDamageIntoAFailureOfTheRecord() {
        byte[] framed = framed(Samples.text("some text that is long enough to be damaged in many places"));
        Random random = new Random(20260101);
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = framed.clone();
            for (int hits = random.nextInt(4); hits >= 0; hits--) {
                int at = ConfluentFraming.HEADER_BYTES + random.nextInt(framed.length - ConfluentFraming.HEADER_BYTES);
                damaged[at] = (byte) random.nextInt(256);
            }
            try {
                reader.read(damaged);
            } catch (TokenizationException e) {
                assertThat(e.code())
                        .as("round %d", round)
                        .isIn(FailureCode.TRUNCATED_RECORD, FailureCode.TRAILING_BYTES, FailureCode.UNEXPECTED_SCHEMA);
            }
        }
    }

    @Test
    void readsOnAfterADamagedRecord() {
        TextItem item = Samples.text("fine");
        byte[] framed = framed(item);
        failure(Arrays.copyOf(framed, framed.length - 1));

        assertThat(reader.read(framed)).isEqualTo(item);
    }

    private byte[] framed(TextItem item) {
        return AvroRecordWriter.of(TextItem.class, schemaId).write(item);
    }

    private TokenizationException failure(byte[] framed) {
        return catchThrowableOfType(TokenizationException.class, () -> reader.read(framed));
    }

    private static Schema withExtraField(Schema schema) {
        List<Schema.Field> fields = new ArrayList<>();
        schema.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        fields.add(new Schema.Field("language", Schema.create(Schema.Type.STRING), "Language of the text.", ""));
        return Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
    }

    private GenericRecord generic(TextItem item, Schema schema) throws Exception {
        byte[] framed = framed(item);
        var decoder = DecoderFactory.get().binaryDecoder(framed, 5, framed.length - 5, null);
        return new GenericDatumReader<GenericRecord>(schema).read(null, decoder);
    }

    private static byte[] framed(int id, Schema schema, GenericRecord record) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[ConfluentFraming.HEADER_BYTES]);
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
        encoder.flush();
        byte[] framed = out.toByteArray();
        ConfluentFraming.putHeader(framed, id);
        return framed;
    }

    private static byte[] claiming(int id, long elements) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[ConfluentFraming.HEADER_BYTES]);
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        encoder.writeString("");
        encoder.writeLong(elements);
        encoder.writeInt(7);
        encoder.flush();
        byte[] framed = out.toByteArray();
        ConfluentFraming.putHeader(framed, id);
        return framed;
    }

    private static long allocatedBytes() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getCurrentThreadAllocatedBytes();
    }
}
