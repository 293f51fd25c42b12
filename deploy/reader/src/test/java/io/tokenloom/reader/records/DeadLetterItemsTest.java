package io.tokenloom.reader.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.record.ItemHeader;
import io.tokenloom.record.TextItem;
import io.tokenloom.wire.AvroRecordWriter;
import io.tokenloom.wire.HeaderNames;
import io.tokenloom.wire.LocalRegistry;
import io.tokenloom.wire.SchemaSource;
import io.tokenloom.wire.Subjects;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLetterItemsTest {
    private static final RecordAddress SOURCE = new RecordAddress("media.text.raw.v1", 1, 5);

    private LocalRegistry registry;
    private SchemaSource schemas;
    private DeadLetterItems items;
    private byte[] avro;

    @BeforeEach
    void startRegistry() {
        registry = LocalRegistry.start();
        schemas = SchemaSource.connect(registry.settings());
        items = new DeadLetterItems(schemas);
        int schemaId = new Subjects(schemas).register(SOURCE.topic(), TextItem.class);
        ItemHeader header = ItemHeader.newBuilder()
                .setSourceId("notes")
                .setItemId("notes/bad.txt")
                .setEventTime(Instant.EPOCH)
                .setContentType("text/plain")
                .build();
        avro = AvroRecordWriter.of(TextItem.class, schemaId)
                .write(TextItem.newBuilder()
                        .setHeader(header)
                        .setContent(ByteBuffer.wrap(new byte[] {-1}))
                        .build());
    }

    @AfterEach
    void stopRegistry() {
        schemas.close();
        registry.close();
    }

    @Test
    void takesTheIdFromTheHeaderFirst() {
        ConsumerRecord<byte[], byte[]> read = read(avro);
        read.headers().add(HeaderNames.ITEM_ID, "app.log@7".getBytes(StandardCharsets.UTF_8));

        assertThat(items.id(read, letter("decode"))).isEqualTo("app.log@7");
    }

    @Test
    void takesTheIdFromTheAvroRecord() {
        assertThat(items.id(read(avro), letter("decode"))).isEqualTo("notes/bad.txt");
    }

    @Test
    void callsAnItemByItsSourceWhereNothingSaysItsId() {
        byte[] unknownSchema = {0, 0, 0, 99, 99, 1, 2, 3};

        assertThat(items.id(read("text".getBytes(StandardCharsets.UTF_8)), letter("decode")))
                .isEqualTo(SOURCE.toString());
        assertThat(items.id(read(unknownSchema), letter("decode"))).isEqualTo(SOURCE.toString());
        assertThat(items.id(read(new byte[0]), letter("decode"))).isEqualTo(SOURCE.toString());
        assertThat(items.id(read(null), letter("decode"))).isEqualTo(SOURCE.toString());
    }

    @Test
    void doesNotAskTheRegistryForASchemaThatItDidNotHaveBefore() {
        registry.close();

        assertThat(items.id(read(avro), letter("schema"))).isEqualTo(SOURCE.toString());
        assertThat(items.id(read(avro), letter("framing"))).isEqualTo(SOURCE.toString());
    }

    private static ConsumerRecord<byte[], byte[]> read(byte[] value) {
        return new ConsumerRecord<>("tokens.dlq.v1", 0, 0, null, value);
    }

    private static DeadLetter letter(String stage) {
        return new DeadLetter(SOURCE, "TEXT_ENCODING", stage, "", "tokenize-text", "");
    }
}
