package io.tokenloom.jobs.tokenize;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Digests of contents as token records carry them: the first bytes of the SHA-256. Not thread-safe. */
final class ContentDigests {
    private static final int BYTES = 16;

    private final MessageDigest sha256;

    ContentDigests() {
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    byte[] of(byte[] content) {
        return Arrays.copyOf(sha256.digest(content), BYTES);
    }
}
