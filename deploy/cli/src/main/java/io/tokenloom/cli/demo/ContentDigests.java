package io.tokenloom.cli.demo;

import io.tokenloom.record.ContentDigest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Compares contents with the digests that records carry. Not thread-safe. */
final class ContentDigests {
    private final MessageDigest sha256;

    ContentDigests() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    /** Whether the digest is that of the content. */
    boolean match(ContentDigest digest, byte[] content) {
        byte[] wanted = digest.bytes();
        return Arrays.equals(wanted, Arrays.copyOf(sha256.digest(content), wanted.length));
    }
}
