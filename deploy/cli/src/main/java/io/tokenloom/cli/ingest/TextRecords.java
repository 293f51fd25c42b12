package io.tokenloom.cli.ingest;

import io.tokenloom.record.ItemHeader;
import io.tokenloom.record.TextItem;
import io.tokenloom.record.Trust;
import io.tokenloom.wire.AvroRecordWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A whole file as an Avro {@code TextItem}. */
record TextRecords(AvroRecordWriter<TextItem> writer) implements ItemRecords {
    private static final String CONTENT_TYPE = "text/plain; charset=utf-8";

    @Override
    public int maxBytes(ContentPlacement placement) {
        return placement.maxTextBytes();
    }

    @Override
    public String mend(ContentPlacement placement) {
        return "send it with --as lines, or " + placement.mend();
    }

    @Override
    public ProducerRecord<byte[], byte[]> of(
            String topic, SourceFile source, String itemId, byte[] content, ContentPlacement.Placed placed)
            throws IOException {
        ItemHeader header = new ItemHeader();
        header.setSourceId(source.id());
        header.setItemId(itemId);
        header.setCorrelationId(DocumentFolder.of(source.id()).orElse(null));
        header.setContentType(CONTENT_TYPE);
        header.setTrust(Trust.UNTRUSTED);
        // Part of what is tokenized: the same file gives the same record whenever it is sent.
        header.setEventTime(source.content()
                .modified()
                .map(time -> time.truncatedTo(ChronoUnit.MICROS))
                .orElse(null));
        TextItem item = new TextItem();
        item.setHeader(header);
        item.setContent(ByteBuffer.wrap(placed.carried()));
        return new ProducerRecord<>(
                topic, null, null, source.id().getBytes(StandardCharsets.UTF_8), writer.write(item), placed.headers());
    }
}
