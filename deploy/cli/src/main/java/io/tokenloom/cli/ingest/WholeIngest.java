package io.tokenloom.cli.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/** Sends each source as one item, in one transaction. Not thread-safe. */
final class WholeIngest {
    private final IngestSession session;
    private final ItemRecords records;
    private final Repetition repetition;
    private final Meter meter;

    WholeIngest(IngestSession session, ItemRecords records, Repetition repetition, Meter meter) {
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
        session.writer().send(records.of(session.topic(), source, position.itemId(source.id()), content, placed));
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
        int limit = records.maxBytes(session.placement());
        OptionalLong size = source.content().size();
        try (InputStream in = source.content().open()) {
            byte[] content;
            if (size.orElse(0) > limit) {
                throw tooLarge(limit);
            } else if (size.isPresent()) {
                // At once, for several pieces would take the memory twice.
                content = new byte[(int) size.getAsLong()];
                int read = in.readNBytes(content, 0, content.length);
                if (read < content.length || in.read() >= 0) {
                    throw new IOException("it was written while it was read; send it again");
                }
            } else {
                content = in.readNBytes(limit + 1);
            }
            if (content.length > limit) {
                throw tooLarge(limit);
            }
            return content;
        } finally {
            source.content().settle();
        }
    }

    private IOException tooLarge(int limit) {
        return new IOException("it is larger than " + limit + " bytes; " + records.mend(session.placement()));
    }
}
