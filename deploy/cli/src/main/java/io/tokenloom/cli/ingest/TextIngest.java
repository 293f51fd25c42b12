package io.tokenloom.cli.ingest;

import io.tokenloom.record.ItemHeader;
import io.tokenloom.record.TextItem;
import io.tokenloom.record.Trust;
import io.tokenloom.wire.AvroRecordWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends each source as one text, in one transaction. Not thread-safe. */
final class TextIngest {
    private static final String CONTENT_TYPE = "text/plain; charset=utf-8";

    private final IngestSession session;
    private final AvroRecordWriter<TextItem> records;
    private final Repetition repetition;
    private final Meter meter;

    TextIngest(IngestSession session, AvroRecordWriter<TextItem> records, Repetition repetition, Meter meter) {
        this.session = session;
        this.records = records;
        this.repetition = repetition;
        this.meter = meter;
    }

    SourceOutcome ingest(SourceFile source) throws IOException {
        byte[] content = read(source);
        Optional<Progress> known = session.progress(source.id());
        SourcePosition position =
                positionAfter(content, known.map(Progress::generation).orElse(0));
        boolean unchanged = known.filter(position.complete()::equals).isPresent();
        if (unchanged && repetition == Repetition.SKIP) {
            meter.advance(content.length);
            return SourceOutcome.unchanged(source.id(), session.topic());
        }
        if (known.isPresent() && !unchanged) {
            position = positionAfter(content, known.get().generation() + 1);
        }
        ContentPlacement.Placed placed = session.placement().place(content);
        session.writer()
                .send(new ProducerRecord<>(
                        session.topic(),
                        null,
                        null,
                        source.id().getBytes(StandardCharsets.UTF_8),
                        records.write(itemOf(source, position.itemId(source.id()), placed.carried())),
                        placed.headers()));
        session.commit(source.id(), position.complete());
        meter.advance(content.length);
        String note = known.isEmpty() ? "" : unchanged ? "sent again" : "its content was replaced";
        return new SourceOutcome(source.id(), session.topic(), SourceOutcome.Status.SENT, 1, content.length, note);
    }

    private static SourcePosition positionAfter(byte[] content, int generation) {
        SourcePosition position = SourcePosition.start(generation);
        position.advance(content);
        return position;
    }

    private byte[] read(SourceFile source) throws IOException {
        int limit = session.placement().maxBytes();
        long size = source.content().size().orElse(0);
        try (InputStream in = source.content().open()) {
            byte[] content = size > limit ? new byte[0] : in.readNBytes(limit + 1);
            if (size > limit || content.length > limit) {
                throw new IOException("it is larger than " + limit + " bytes; send it with --as lines, or "
                        + session.placement().mend());
            }
            return content;
        } finally {
            source.content().settle();
        }
    }

    private static TextItem itemOf(SourceFile source, String itemId, byte[] content) throws IOException {
        ItemHeader header = new ItemHeader();
        header.setSourceId(source.id());
        header.setItemId(itemId);
        header.setContentType(CONTENT_TYPE);
        header.setTrust(Trust.UNTRUSTED);
        // Part of what is tokenized: the same file gives the same record whenever it is sent.
        header.setEventTime(source.content()
                .modified()
                .map(time -> time.truncatedTo(ChronoUnit.MICROS))
                .orElse(null));
        TextItem item = new TextItem();
        item.setHeader(header);
        item.setContent(ByteBuffer.wrap(content));
        return item;
    }
}
