package io.tokenloom.cli.ingest;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.EndSignal;
import io.tokenloom.media.video.LiveVideo;
import io.tokenloom.wire.HeaderNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Sends the frames of a live source as they come, committed about once a second. Each has an index in its stream, which
 * goes on where the last run ended; a dropped one leaves a tombstone with its index, which the job passes on and the
 * ledger counts as a skip. Not thread-safe.
 */
final class LiveIngest {
    private static final long COMMIT_MILLIS = 1_000;

    private final IngestSession session;
    private final String stream;
    private final Clock clock;
    private final Meter meter;
    private final byte[] key;
    private long next;
    private long sent;
    private long dropped;
    private long bytes;

    /** @param stream stream key; also what the progress is kept under */
    LiveIngest(IngestSession session, String stream, Clock clock, Meter meter) {
        this.session = session;
        this.stream = stream;
        this.clock = clock;
        this.meter = meter;
        this.key = stream.getBytes(StandardCharsets.UTF_8);
        this.next = session.progress(stream).map(Progress::bytes).orElse(0L);
    }

    /** Captures and sends until the source ends or the end is asked for. */
    SourceOutcome run(LiveVideo video, FrameQueue queue, EndSignal end) throws IOException {
        Thread capture = new Thread(() -> capture(video, queue), "capture");
        capture.setDaemon(true);
        capture.start();
        long committed = clock.millis();
        try {
            while (!queue.done() && !end.awaits(Duration.ZERO)) {
                Optional<FrameQueue.Captured> captured = queue.poll(COMMIT_MILLIS);
                if (captured.isPresent()) {
                    send(captured.get());
                }
                if (clock.millis() - committed >= COMMIT_MILLIS) {
                    commit();
                    committed = clock.millis();
                }
            }
            commit();
            boolean ended = queue.done();
            Optional<String> failure = ended ? video.failure() : Optional.empty();
            return outcome(failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.failed("interrupted", e);
        } finally {
            queue.end();
            video.close();
        }
    }

    private SourceOutcome outcome(Optional<String> failure) {
        String dropping = dropped == 0 ? "" : dropped + " frames dropped and declared as skips";
        return failure.map(reason -> new SourceOutcome(
                        stream,
                        session.topic(),
                        SourceOutcome.Status.FAILED,
                        sent,
                        bytes,
                        "the source ended: " + reason))
                .orElseGet(() -> new SourceOutcome(
                        stream, session.topic(), SourceOutcome.Status.SENT, sent + dropped, bytes, dropping));
    }

    private static void capture(LiveVideo video, FrameQueue queue) {
        try {
            for (Optional<byte[]> jpeg = video.next(); jpeg.isPresent(); jpeg = video.next()) {
                queue.add(jpeg.get());
            }
        } catch (IOException | InterruptedException e) {
            // The decoder's own words tell why.
            Thread.currentThread().interrupt();
        } finally {
            queue.end();
        }
    }

    private void send(FrameQueue.Captured captured) throws IOException {
        byte[] value = null;
        List<Header> headers = new ArrayList<>();
        add(headers, HeaderNames.ITEM_ID, stream + "@" + next);
        add(headers, HeaderNames.SOURCE_ID, stream);
        add(headers, HeaderNames.STREAM_KEY, stream);
        add(headers, HeaderNames.FRAME_INDEX, Long.toString(next));
        add(
                headers,
                HeaderNames.EVENT_TIME,
                clock.instant().truncatedTo(ChronoUnit.MICROS).toString());
        if (captured.jpeg().isPresent()) {
            add(headers, HeaderNames.CONTENT_TYPE, "image/jpeg");
            ContentPlacement.Placed placed =
                    session.placement().place(captured.jpeg().get());
            value = placed.carried();
            headers.addAll(placed.headers());
            sent++;
            bytes += captured.jpeg().get().length;
            meter.advance(captured.jpeg().get().length);
        } else {
            dropped++;
        }
        session.writer().send(new ProducerRecord<>(session.topic(), null, null, key, value, headers));
        next++;
    }

    private void commit() {
        if (session.writer().openRecords() > 0) {
            session.commit(stream, new Progress(next, "", false, 0, false, "", 0, ""));
        }
    }

    private static void add(List<Header> headers, String name, String value) {
        headers.add(new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8)));
    }

    /** How a stream is called: its address without user, password and query, or the name of its file. */
    static String streamKey(String source) {
        int scheme = source.indexOf("://");
        if (scheme < 0) {
            return "live/" + source.substring(source.lastIndexOf('/') + 1);
        }
        String rest = source.substring(scheme + 3);
        int query = rest.indexOf('?');
        rest = query < 0 ? rest : rest.substring(0, query);
        int slash = rest.indexOf('/');
        int user = rest.lastIndexOf('@', slash < 0 ? rest.length() : slash);
        return "live/" + rest.substring(user + 1);
    }
}
