package io.tokenloom.cli.ingest;

import io.tokenloom.wire.HeaderNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Sends the lines of one source from a position on, and commits now and then. Not thread-safe. */
final class LineSender {
    private static final byte[] LINE_TYPE = "text/plain; charset=utf-8".getBytes(StandardCharsets.US_ASCII);

    private final IngestSession session;
    private final String sourceId;
    private final SourcePosition position;
    private final Meter meter;
    private final long transactionBytes;
    private final byte[] key;
    private final Optional<byte[]> time;
    private final Optional<byte[]> document;
    private final String fileKey;
    private long records;
    private long openBytes;
    private long committedRecords;
    private long committedBytes;

    /**
     * Sends for this source.
     *
     * @param origin what the lines come from
     * @param position moves on with each line
     */
    LineSender(IngestSession session, LineOrigin origin, SourcePosition position, Meter meter, long transactionBytes) {
        this.session = session;
        this.sourceId = origin.sourceId();
        this.position = position;
        this.meter = meter;
        this.transactionBytes = transactionBytes;
        this.key = sourceId.getBytes(StandardCharsets.UTF_8);
        this.time = origin.time()
                .map(known -> known.truncatedTo(ChronoUnit.MICROS).toString().getBytes(StandardCharsets.US_ASCII));
        this.document = DocumentFolder.of(sourceId).map(known -> known.getBytes(StandardCharsets.UTF_8));
        this.fileKey = origin.fileKey();
    }

    /**
     * Sends one line; commits when the transaction has become large.
     *
     * @throws IOException if the line is large and the claim store can't take it
     */
    void send(byte[] line) throws IOException {
        ContentPlacement.Placed placed = session.placement().place(line);
        List<Header> headers = new ArrayList<>(headers());
        headers.addAll(placed.headers());
        session.writer().send(new ProducerRecord<>(session.topic(), null, null, key, placed.carried(), headers));
        position.advance(line);
        records++;
        openBytes += line.length;
        meter.advance(line.length);
        if (session.writer().openBytes() >= transactionBytes) {
            commit(position.unfinished());
        }
    }

    /** Commits what is open, if anything is: before a read that may wait. */
    void commitSoFar() {
        if (session.writer().openRecords() > 0) {
            commit(position.unfinished());
        }
    }

    /** Commits the end of what was there, if it was not committed as the end before. */
    void end() {
        Progress made = position.complete().of(fileKey);
        if (session.writer().openRecords() > 0
                || session.progress(sourceId).filter(made::equals).isEmpty()) {
            commit(made);
        }
    }

    /** Commits the end of the source. An empty source sends one empty record, so that it is accounted for. */
    void complete() throws IOException {
        if (position.bytes() == 0 && records == 0) {
            send(new byte[0]);
        }
        commit(position.complete());
    }

    long committedRecords() {
        return committedRecords;
    }

    long committedBytes() {
        return committedBytes;
    }

    private void commit(Progress made) {
        long openRecords = session.writer().openRecords();
        session.commit(sourceId, made.of(fileKey));
        committedRecords += openRecords;
        committedBytes += openBytes;
        openBytes = 0;
    }

    private List<Header> headers() {
        Header id =
                new RecordHeader(HeaderNames.ITEM_ID, position.lineId(sourceId).getBytes(StandardCharsets.UTF_8));
        Header from = new RecordHeader(HeaderNames.SOURCE_ID, key);
        Header type = new RecordHeader(HeaderNames.CONTENT_TYPE, LINE_TYPE);
        List<Header> headers = new ArrayList<>(List.of(id, from, type));
        time.ifPresent(known -> headers.add(new RecordHeader(HeaderNames.EVENT_TIME, known)));
        document.ifPresent(known -> headers.add(new RecordHeader(HeaderNames.CORRELATION_ID, known)));
        return headers;
    }
}
