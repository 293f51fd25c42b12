package io.tokenloom.cli.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts a stream after each line feed and loses no byte: {@code \n} and {@code \r\n} stay with their line. The caller
 * decides when to read on, so that it can finish other things before a read that waits. Not thread-safe.
 */
final class LineReader {
    private static final int READ_BYTES = 256 * 1024;

    private final InputStream in;
    private final int maxLineBytes;
    private byte[] buffer = new byte[READ_BYTES];
    private int start;
    private int scanned;
    private int end;

    /** Lines longer than the limit, their ending included, are refused. */
    LineReader(InputStream in, int maxLineBytes) {
        this.in = in;
        this.maxLineBytes = maxLineBytes;
    }

    /** The next whole line that was read already. */
    Optional<byte[]> next() throws LineTooLongException {
        while (scanned < end) {
            if (buffer[scanned++] == '\n') {
                checkLength(scanned - start);
                byte[] line = Arrays.copyOfRange(buffer, start, scanned);
                start = scanned;
                return Optional.of(line);
            }
        }
        checkLength(end - start);
        return Optional.empty();
    }

    /** Reads on, waiting if need be; false at the end of the stream, which a growing file may move. */
    boolean fill() throws IOException {
        makeRoom();
        int count = in.read(buffer, end, buffer.length - end);
        if (count <= 0) {
            return false;
        }
        end += count;
        return true;
    }

    /** What is left after the last line ending; to be asked for at the end of the stream. Empty if there is nothing. */
    byte[] tail() {
        byte[] tail = Arrays.copyOfRange(buffer, start, end);
        start = end;
        scanned = end;
        return tail;
    }

    /** Bytes read but not handed out. */
    int buffered() {
        return end - start;
    }

    private void makeRoom() {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            scanned -= start;
            start = 0;
        }
        if (buffer.length - end < READ_BYTES / 2) {
            buffer = Arrays.copyOf(buffer, (int) Math.min(buffer.length * 2L, maxLineBytes + 2L * READ_BYTES));
        } else if (buffer.length > 8 * READ_BYTES && end < READ_BYTES) {
            // One huge line must not hold its memory for the rest of the file.
            buffer = Arrays.copyOf(buffer, READ_BYTES * 2);
        }
    }

    private void checkLength(int bytes) throws LineTooLongException {
        if (bytes > maxLineBytes) {
            throw new LineTooLongException(maxLineBytes);
        }
    }

    /** A line is larger than a record may be. */
    static final class LineTooLongException extends IOException {
        LineTooLongException(int maxLineBytes) {
            super("a line is longer than " + maxLineBytes
                    + " bytes, the longest that can be sent here; break it up, or look at claims.store of the"
                    + " connections file");
        }
    }
}
