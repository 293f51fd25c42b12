package io.tokenloom.vocabulary;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps what was used last, up to so many bytes; the newest stays even if it alone has more. Not thread-safe.
 *
 * @param <K> what it is found by
 * @param <V> what is kept
 */
public final class ByteBoundedCache<K, V> {
    private static final int FIRST_CAPACITY = 16;
    private static final float LOAD_FACTOR = 0.75f;

    private final long mostBytes;
    private final LinkedHashMap<K, Weighed<V>> entries = new LinkedHashMap<>(FIRST_CAPACITY, LOAD_FACTOR, true);
    private long bytes;

    private record Weighed<V>(V value, long bytes) {}

    /** An empty cache of at most so many bytes, as its user counts them. */
    public ByteBoundedCache(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** What is kept of this key; it counts as used. */
    public Optional<V> get(K key) {
        return Optional.ofNullable(entries.get(key)).map(Weighed::value);
    }

    /** Keeps a value that takes so many bytes, and lets go of those that were not used for longest. */
    public void put(K key, V value, long valueBytes) {
        Weighed<V> before = entries.put(key, new Weighed<>(value, valueBytes));
        bytes += valueBytes - (before == null ? 0 : before.bytes());
        Iterator<Map.Entry<K, Weighed<V>>> oldest = entries.entrySet().iterator();
        while (bytes > mostBytes && entries.size() > 1) {
            bytes -= oldest.next().getValue().bytes();
            oldest.remove();
        }
    }

    /** Lets go of a key. */
    public void remove(K key) {
        Weighed<V> before = entries.remove(key);
        bytes -= before == null ? 0 : before.bytes();
    }

    /** Bytes of all that is kept. */
    public long bytes() {
        return bytes;
    }
}
