package io.tokenloom.jobs.tokenize;

import io.tokenloom.record.ItemHeader;
import io.tokenloom.record.TextItem;
import io.tokenloom.wire.AvroRecordReader;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The value is a framed {@code TextItem}, whose content may lie behind a claim check. Not thread-safe. */
final class AvroTextReader implements TextInputReader {
    private final AvroRecordReader<TextItem> reader;
    private final ClaimedContents claimed;

    AvroTextReader(AvroRecordReader<TextItem> reader, ClaimedContents claimed) {
        this.reader = reader;
        this.claimed = claimed;
    }

    @Override
    public TextInput read(SourceRecord source) {
        TextItem item = reader.read(source.value());
        ItemHeader header = item.getHeader();
        TextMediaType.require(header.getContentType());
        byte[] carried = bytes(item.getContent());
        byte[] content = claimed.of(source, carried.length).orElse(carried);
        TextInputReader.requireContent(content);
        return new TextInput(
                Optional.ofNullable(header.getItemId()).orElseGet(source::address),
                Optional.ofNullable(header.getCorrelationId()),
                Optional.ofNullable(header.getEventTime()).orElseGet(() -> TextInputReader.kafkaTime(source)),
                header.getTrust(),
                content);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        if (buffer.hasArray() && buffer.arrayOffset() == 0 && buffer.array().length == buffer.remaining()) {
            return buffer.array();
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
