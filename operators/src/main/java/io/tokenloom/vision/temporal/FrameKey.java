package io.tokenloom.vision.temporal;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Names a frame and all frames before it since the reset: 16 bytes of a chain of SHA-256. Keys and values are a function of
 * just that.
 *
 * @param high first 8 bytes
 * @param low the other 8
 */
record FrameKey(long high, long low) {
    static final int BYTES = 2 * Long.BYTES;

    /** What a chain begins with. */
    static final FrameKey START = new FrameKey(0, 0);

    /** That of the next frame. */
    FrameKey then(byte[] planes) {
        MessageDigest sha256 = sha256();
        sha256.update(ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array());
        ByteBuffer digest = ByteBuffer.wrap(sha256.digest(planes));
        return new FrameKey(digest.getLong(), digest.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
