package io.tokenloom.cli.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * A growing log under one name, whatever files have that name one after the other.
 *
 * <pre>
 *   look at the name ── no file ──> nothing
 *        │ file
 *        v
 *   what was sent is in another file now? ── yes ──> send the rest of it and what was rotated after it
 *        │                                                │
 *        v                                                v
 *   read what is new, commit  <───────────────── next generation from its first byte
 *        │
 *        ├─ shorter or changed (copied and truncated) ──> the copy's rest, then the next generation
 *        └─ the name has another file (renamed), or none ──> read to the end, then look at the name
 * </pre>
 *
 * A last line without ending waits until it is complete; when its file is left it is sent as it is. Not thread-safe.
 */
final class FollowedLog {
    /** A writer may go on with the renamed file for a moment after the new one is there. */
    static final Duration QUIET_AFTER_REPLACEMENT = Duration.ofSeconds(2);

    /** Without a new file there is no hurry; a file that was deleted must not hold its space for ever. */
    static final Duration QUIET_AFTER_REMOVAL = Duration.ofSeconds(10);

    /** After so many bytes others have their turn. */
    static final long TURN_BYTES = 4 * IngestRun.TRANSACTION_BYTES;

    /** Bytes before the position that are compared to see that the file was not written anew. */
    private static final int COMPARED_BYTES = 1024;

    private final IngestSession session;
    private final FollowTarget target;
    private final RotatedFiles rotated;
    private final Clock clock;
    private final Meter meter;
    private final Notices notices;

    private Optional<OpenLog> file = Optional.empty();
    private boolean everThere;
    private SourcePosition position = SourcePosition.start(0);
    private byte[] sentLast = {};
    private long seenSize = -1;
    private Instant lastGrowth = Instant.MIN;
    private long records;
    private long bytes;

    FollowedLog(IngestSession session, FollowTarget target, Clock clock, Meter meter, Notices notices) {
        this.session = session;
        this.target = target;
        this.rotated = new RotatedFiles(target.path());
        this.clock = clock;
        this.meter = meter;
        this.notices = notices;
    }

    FollowTarget target() {
        return target;
    }

    /** Whether there ever was a file of this name. */
    boolean everThere() {
        return everThere;
    }

    /** Records committed by this run. */
    long records() {
        return records;
    }

    /** Bytes committed by this run. */
    long bytes() {
        return bytes;
    }

    /** What the file system knows the open file by; empty if none is open. */
    String openKey() {
        return file.map(OpenLog::fileKey).orElse("");
    }

    /** Sends and commits what is new, up to a turn's bytes. True if there is more at once. */
    boolean poll() throws IOException {
        if (file.isEmpty() && !begin()) {
            return false;
        }
        OpenLog open = file.get();
        if (truncated(open)) {
            leaveTruncated(open);
            return true;
        }
        if (open.size() != seenSize) {
            seenSize = open.size();
            lastGrowth = clock.instant();
            boolean more = send(open.from(position.bytes()), Tail.WAITS, open.fileKey());
            sentLast = open.before(position.bytes(), COMPARED_BYTES);
            if (more) {
                seenSize = -1;
            }
            return more;
        }
        return left(open) && leave(open);
    }

    /** Opens what has the name now; before that, sends what remains of what had it before. False if there is none. */
    private boolean begin() throws IOException {
        OpenLog open;
        try {
            open = OpenLog.open(target.path());
        } catch (NoSuchFileException e) {
            return false;
        }
        try {
            position = positionIn(open);
        } catch (IOException | RuntimeException e) {
            open.close();
            throw e;
        }
        file = Optional.of(open);
        everThere = true;
        seenSize = -1;
        sentLast = open.before(position.bytes(), COMPARED_BYTES);
        return true;
    }

    private SourcePosition positionIn(OpenLog open) throws IOException {
        Optional<Progress> known = session.progress(target.id());
        if (known.isEmpty()) {
            return SourcePosition.start(0);
        }
        Progress sent = known.get();
        // Logs that begin alike are told apart by their keys, as far as the file that was sent is still there.
        Optional<Path> moved = sent.fileKey().equals(open.fileKey()) ? Optional.empty() : rotated.moved(sent);
        if (moved.isEmpty()) {
            boolean unchanged = SourcePosition.after(sent.given(), open.from(0)).isPresent();
            Optional<SourcePosition> same = SourcePosition.after(sent, open.from(0));
            if (unchanged && same.isPresent()) {
                // The empty record of an empty file has the id of a first line already.
                return sent.bytes() == 0 && sent.complete() ? SourcePosition.start(sent.generation() + 1) : same.get();
            }
        }
        return SourcePosition.start(catchUp(sent, moved.or(() -> holding(sent)), open) + 1);
    }

    private Optional<Path> holding(Progress sent) {
        try {
            return rotated.holding(sent);
        } catch (IOException e) {
            notices.tell(target.id() + ": the files beside it can't be looked through: " + SourceScan.reason(e));
            return Optional.empty();
        }
    }

    /** Sends the rest of what was sent in part, and what was rotated after it. The last generation that was sent. */
    private int catchUp(Progress sent, Optional<Path> holder, OpenLog open) throws IOException {
        if (holder.isEmpty()) {
            notices.tell(target.id() + ": what came after byte " + sent.bytes()
                    + " of its earlier content is not here any more (rotated away, compressed or truncated)");
            return sent.generation();
        }
        int generation = sent.generation();
        try (OpenLog rest = OpenLog.open(holder.get())) {
            Optional<SourcePosition> end = SourcePosition.after(sent, rest.from(0));
            if (end.isEmpty()) {
                throw new IOException(holder.get().getFileName() + " changed while it was read; it is looked at again");
            }
            position = end.get();
            sendAll(rest);
            mark(holder.get(), rest.fileKey());
        }
        for (Path later : rotated.after(holder.get(), open.fileKey())) {
            generation++;
            position = SourcePosition.start(generation);
            try (OpenLog between = OpenLog.open(later)) {
                sendAll(between);
            }
            notices.tell(target.id() + ": sent " + later.getFileName() + ", rotated meanwhile");
        }
        return generation;
    }

    private void sendAll(OpenLog from) throws IOException {
        boolean more = true;
        while (more) {
            more = send(from.from(position.bytes()), Tail.IS_SENT, from.fileKey());
        }
    }

    /** A folder that is followed shows this file as a log of its own from now on; it is sent already. */
    private void mark(Path moved, String fileKey) {
        int folder = target.id().lastIndexOf('/');
        if (folder >= 0 && !rotated.numbered(moved)) {
            String id = target.id().substring(0, folder + 1) + moved.getFileName();
            Progress whole = position.complete().of(fileKey);
            if (session.progress(id).filter(whole::equals).isEmpty()) {
                session.commit(id, whole);
            }
        }
    }

    private boolean truncated(OpenLog open) throws IOException {
        return open.size() < position.bytes()
                || !Arrays.equals(sentLast, open.before(position.bytes(), COMPARED_BYTES));
    }

    /** Copied and truncated: the copy may hold lines that were not read before. */
    private void leaveTruncated(OpenLog open) throws IOException {
        Progress sent = position.unfinished();
        int generation = catchUp(sent, holding(sent), open);
        notices.tell(target.id() + ": truncated; goes on with its first byte");
        position = SourcePosition.start(generation + 1);
        sentLast = new byte[0];
        seenSize = -1;
    }

    /** Whether the file that is open is not the one of this name any more, and its writer is done with it. */
    private boolean left(OpenLog open) throws IOException {
        Duration quiet = Duration.between(lastGrowth, clock.instant());
        try {
            boolean replaced = !OpenLog.fileKey(target.path()).equals(open.fileKey());
            return replaced && Files.size(target.path()) > 0 && quiet.compareTo(QUIET_AFTER_REPLACEMENT) >= 0;
        } catch (NoSuchFileException e) {
            return quiet.compareTo(QUIET_AFTER_REMOVAL) >= 0;
        }
    }

    /** Sends the end of the open file and closes it. Always true: there is another look to be taken. */
    private boolean leave(OpenLog open) throws IOException {
        sendAll(open);
        rotated.ofKey(open.fileKey()).ifPresent(moved -> mark(moved, open.fileKey()));
        if (position.bytes() > 0) {
            notices.tell(target.id() + ": rotated at byte " + position.bytes());
        }
        forget();
        return true;
    }

    private enum Tail {
        /** A last line without ending is left for later. */
        WAITS,
        /** There will be no more. */
        IS_SENT
    }

    /** Sends lines from here on and commits them. True if it stopped because others have their turn. */
    private boolean send(InputStream in, Tail tail, String fileKey) throws IOException {
        LineOrigin origin = new LineOrigin(target.id(), Optional.of(clock.instant()), fileKey);
        LineSender sender = new LineSender(session, origin, position, meter, IngestRun.TRANSACTION_BYTES);
        LineReader lines = new LineReader(in, session.placement().maxTextBytes());
        long start = position.bytes();
        try {
            while (lines.fill()) {
                for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
                    sender.send(line.get());
                }
                if (position.bytes() - start >= TURN_BYTES) {
                    sender.commitSoFar();
                    return true;
                }
            }
            if (tail == Tail.IS_SENT) {
                byte[] last = lines.tail();
                if (last.length > 0) {
                    sender.send(last);
                }
                sender.end();
            } else {
                sender.commitSoFar();
            }
            return false;
        } finally {
            records += sender.committedRecords();
            bytes += sender.committedBytes();
        }
    }

    /** Lets go of the open file. The next poll goes on from what is committed. */
    void forget() {
        file.ifPresent(OpenLog::close);
        file = Optional.empty();
    }
}
