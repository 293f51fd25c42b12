package io.tokenloom.cli.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Sends one source line by line, from where an earlier run ended. Not thread-safe. */
final class LineIngest {
    private final IngestSession session;
    private final Repetition repetition;
    private final Meter meter;
    private final long transactionBytes;

    LineIngest(IngestSession session, Repetition repetition, Meter meter, long transactionBytes) {
        this.session = session;
        this.repetition = repetition;
        this.meter = meter;
        this.transactionBytes = transactionBytes;
    }

    SourceOutcome ingest(SourceFile source) throws IOException {
        Optional<Progress> known = session.progress(source.id());
        InputStream in = source.content().open();
        try {
            if (known.isEmpty()) {
                return send(source, in, SourcePosition.start(0), "");
            }
            Progress sent = known.get();
            Optional<SourcePosition> resumed =
                    givenToAnother(sent, source) ? Optional.empty() : SourcePosition.after(sent, in);
            if (resumed.isEmpty()) {
                in.close();
                in = source.content().open();
                return send(source, in, SourcePosition.start(sent.generation() + 1), "its content was replaced");
            }
            meter.advance(sent.bytes());
            if (!sent.complete()) {
                return send(source, in, resumed.get(), "resumed at byte " + sent.bytes());
            }
            return more(source, in, resumed.get(), sent);
        } finally {
            in.close();
            source.content().settle();
        }
    }

    /** Whether a killed repetition leaves ids ahead that were given to another content than is there now. */
    private static boolean givenToAnother(Progress sent, SourceFile source) throws IOException {
        if (sent.given().equals(sent)) {
            return false;
        }
        if (source.content().live()) {
            // It can't be looked at twice.
            return true;
        }
        try (InputStream ahead = source.content().open()) {
            return SourcePosition.after(sent.given(), ahead).isEmpty();
        }
    }

    /** It was sent to its end; it may have grown since. */
    private SourceOutcome more(SourceFile source, InputStream in, SourcePosition end, Progress sent)
            throws IOException {
        LineReader lines = new LineReader(in, session.placement().maxTextBytes());
        if (lines.fill()) {
            // The empty record of an empty file has the id of a first line already.
            return sent.bytes() == 0
                    ? send(source, lines, SourcePosition.start(sent.generation() + 1), "it was empty before")
                    : send(source, lines, end, "went on at byte " + sent.bytes());
        }
        if (repetition == Repetition.SKIP) {
            return SourceOutcome.unchanged(source.id(), session.topic());
        }
        try (InputStream again = source.content().open()) {
            return sent.torn()
                    ? send(source, again, SourcePosition.start(sent.generation() + 1), "sent again, under new ids")
                    : send(source, again, SourcePosition.repeat(sent), "sent again");
        }
    }

    private SourceOutcome send(SourceFile source, InputStream in, SourcePosition position, String note)
            throws IOException {
        return send(source, new LineReader(in, session.placement().maxTextBytes()), position, note);
    }

    private SourceOutcome send(SourceFile source, LineReader lines, SourcePosition position, String note)
            throws IOException {
        source.content().settle();
        LineOrigin origin = new LineOrigin(source.id(), source.content().modified(), "");
        LineSender sender = new LineSender(session, origin, position, meter, transactionBytes);
        do {
            for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
                sender.send(line.get());
            }
            if (source.content().live()) {
                // The next bytes may be hours away, a transaction may not stay open that long.
                sender.commitSoFar();
            }
        } while (lines.fill());
        byte[] tail = lines.tail();
        if (tail.length > 0) {
            sender.send(tail);
        }
        sender.complete();
        return new SourceOutcome(
                source.id(),
                session.topic(),
                SourceOutcome.Status.SENT,
                sender.committedRecords(),
                sender.committedBytes(),
                note);
    }
}
