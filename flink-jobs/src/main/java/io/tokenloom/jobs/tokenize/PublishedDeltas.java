package io.tokenloom.jobs.tokenize;

import java.util.Arrays;
import java.util.Optional;

/**
 * Which vocabulary deltas a window's key published last, as bytes of the state: the fingerprint of the tokenizer, then the
 * versions, the newest last. What another tokenizer published does not count. Immutable.
 */
final class PublishedDeltas {
    /** How many are remembered: a kilobyte for each key. */
    static final int MOST = 64;

    private final byte[] fingerprint;
    private final byte[] versions;

    private PublishedDeltas(byte[] fingerprint, byte[] versions) {
        this.fingerprint = fingerprint;
        this.versions = versions;
    }

    static PublishedDeltas of(byte[] fingerprint, Optional<byte[]> state) {
        boolean ofThis = state.isPresent()
                && state.get().length >= fingerprint.length
                && Arrays.equals(fingerprint, Arrays.copyOf(state.get(), fingerprint.length));
        byte[] versions =
                ofThis ? Arrays.copyOfRange(state.get(), fingerprint.length, state.get().length) : new byte[0];
        return new PublishedDeltas(fingerprint, versions);
    }

    boolean contains(byte[] version) {
        for (int at = 0; at < versions.length; at += version.length) {
            if (Arrays.equals(versions, at, at + version.length, version, 0, version.length)) {
                return true;
            }
        }
        return false;
    }

    /** The same with a version that was just published. */
    PublishedDeltas with(byte[] version) {
        int keepFrom = Math.max(0, versions.length + version.length - MOST * version.length);
        byte[] kept = Arrays.copyOfRange(versions, keepFrom, versions.length + version.length);
        System.arraycopy(version, 0, kept, kept.length - version.length, version.length);
        return new PublishedDeltas(fingerprint, kept);
    }

    byte[] state() {
        byte[] state = Arrays.copyOf(fingerprint, fingerprint.length + versions.length);
        System.arraycopy(versions, 0, state, fingerprint.length, versions.length);
        return state;
    }
}
