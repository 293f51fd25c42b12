package io.tokenloom.cli.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Where the sending of one source stands, with the digest of all bytes before. Not thread-safe. */
final class SourcePosition {
    private static final int READ_BYTES = 256 * 1024;

    private final MessageDigest digest;
    private final int generation;
    private long bytes;
    private boolean torn;
    private long givenBytes;
    private String givenSha256 = "";
    private boolean open;

    private SourcePosition(MessageDigest digest, int generation) {
        this.digest = digest;
        this.generation = generation;
    }

    /** The first byte. */
    static SourcePosition start(int generation) {
        return new SourcePosition(sha256(), generation);
    }

    /** The first byte of what was sent to its end before, under the same ids. */
    static SourcePosition repeat(Progress sent) {
        SourcePosition position = start(sent.generation());
        position.givenBytes = sent.bytes();
        position.givenSha256 = sent.sha256();
        return position;
    }

    /**
     * Reads over what was sent already. Empty if the stream does not start with that, so it is another content under the
     * same name.
     */
    static Optional<SourcePosition> after(Progress sent, InputStream in) throws IOException {
        SourcePosition position = new SourcePosition(sha256(), sent.generation());
        byte[] buffer = new byte[READ_BYTES];
        long left = sent.bytes();
        while (left > 0) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                return Optional.empty();
            }
            position.digest.update(buffer, 0, count);
            position.open = buffer[count - 1] != '\n';
            left -= count;
        }
        position.bytes = sent.bytes();
        position.torn = sent.torn();
        position.givenBytes = sent.givenBytes();
        position.givenSha256 = sent.givenSha256();
        return position.hex().equals(sent.sha256()) ? Optional.of(position) : Optional.empty();
    }

    /** The same after these bytes. */
    void advance(byte[] sent) {
        if (sent.length == 0) {
            return;
        }
        torn |= open;
        open = sent[sent.length - 1] != '\n';
        digest.update(sent);
        bytes += sent.length;
    }

    long bytes() {
        return bytes;
    }

    int generation() {
        return generation;
    }

    /** Id of the line that starts here. */
    String lineId(String sourceId) {
        return new LineId(sourceId, generation, bytes).toString();
    }

    /** Id of the content as a whole. A replaced content gets other ids than the one before it. */
    String itemId(String sourceId) {
        return LineId.ofContent(sourceId, generation);
    }

    Progress unfinished() {
        return progress(Reach.PART);
    }

    Progress complete() {
        return progress(Reach.END);
    }

    private enum Reach {
        PART,
        END
    }

    private Progress progress(Reach reach) {
        boolean repeats = givenBytes > bytes;
        return new Progress(
                bytes,
                hex(),
                reach == Reach.END,
                generation,
                torn,
                "",
                repeats ? givenBytes : 0,
                repeats ? givenSha256 : "");
    }

    private String hex() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this Java's SHA-256 can't be continued after a look at it", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
