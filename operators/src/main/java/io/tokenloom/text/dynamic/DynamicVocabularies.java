package io.tokenloom.text.dynamic;

import io.tokenloom.text.TokenTable;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The vocabularies of the deltas that were used last, by digest, on one base vocabulary. Bounded by their memory: the one
 * that was used longest ago goes first. Thread-safe.
 */
public final class DynamicVocabularies {
    private final TokenTable base;
    private final long limitBytes;
    private final LinkedHashMap<String, DynamicVocabulary> byDigest = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /**
     * @param limitBytes the most memory that all vocabularies take together, as they {@linkplain
     *     DynamicVocabulary#sizeInBytes() say}
     */
    public DynamicVocabularies(TokenTable base, long limitBytes) {
        if (limitBytes < 1) {
            throw new IllegalArgumentException("limitBytes is " + limitBytes + "; it must be 1 or more");
        }
        this.base = base;
        this.limitBytes = limitBytes;
    }

    /**
     * Keeps a delta, and lets others go if there is no room.
     *
     * @throws IllegalArgumentException if the delta alone is over the limit, or was made on another base
     */
    public DynamicVocabulary put(VocabularyDelta delta) {
        Optional<DynamicVocabulary> known = get(delta.digest());
        if (known.isPresent()) {
            return known.get();
        }
        DynamicVocabulary vocabulary = DynamicVocabulary.of(base, delta);
        long size = vocabulary.sizeInBytes();
        if (size > limitBytes) {
            throw new IllegalArgumentException("delta " + delta.digest() + " takes " + size
                    + " bytes of memory, and the" + " limit for all deltas is " + limitBytes
                    + "; raise the limit, or make deltas of fewer merges");
        }
        synchronized (byDigest) {
            DynamicVocabulary other = byDigest.put(delta.digest(), vocabulary);
            bytes += other == null ? size : 0;
            Iterator<Map.Entry<String, DynamicVocabulary>> eldest =
                    byDigest.entrySet().iterator();
            while (bytes > limitBytes) {
                bytes -= eldest.next().getValue().sizeInBytes();
                eldest.remove();
            }
        }
        return vocabulary;
    }

    /** The vocabulary of a delta that was put in and is still here. */
    public Optional<DynamicVocabulary> get(String digest) {
        synchronized (byDigest) {
            return Optional.ofNullable(byDigest.get(digest));
        }
    }

    /** Memory that the vocabularies take, in bytes. */
    public long sizeInBytes() {
        synchronized (byDigest) {
            return bytes;
        }
    }

    /** How many vocabularies are here. */
    public int size() {
        synchronized (byDigest) {
            return byDigest.size();
        }
    }
}
