package io.tokenloom.streams.statistics.counts;

import io.tokenloom.streams.statistics.measures.Entropy;
import java.io.IOException;
import java.util.Arrays;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;

/**
 * How often each id follows each other one: exactly as long as there are no more different pairs than there may be. From then
 * on pairs of a random half of all first ids are kept, then of a quarter and so on, chosen by a hash of the first id (Wegman's
 * adaptive sampling: Flajolet, "On adaptive sampling", Computing 34, 1990). A first id that is kept now was kept from the
 * beginning, so its pairs are counted exactly, and which ones are kept doesn't hang on the order of the stream. What is known
 * of the kept ones then estimates the whole, each first id by its frequency. A pair takes 64 bytes at
 * most, the free places of the table with it. Not thread-safe.
 */
final class BigramCounts {
    private static final int FIRST_CAPACITY = 1 << 10;
    private static final int MOST_LEVEL = 31;

    /** 2^64 over the golden ratio (Knuth, "The Art of Computer Programming" 3, 6.4). */
    private static final long FIBONACCI = 0x9e3779b97f4a7c15L;

    private final int most;
    private long[] keys = new long[FIRST_CAPACITY];
    private long[] counts = new long[FIRST_CAPACITY];
    private int distinct;
    private int level;
    private long pairs;

    /** Keeps at most so many different pairs. */
    BigramCounts(int most) {
        this.most = most;
    }

    /** Counts a pair of neighbours. */
    void add(int first, int second) {
        pairs++;
        if (isKept(first)) {
            add(key(first, second), 1);
        }
    }

    long pairs() {
        return pairs;
    }

    /** Share of the pairs that are of kept first ids; 1: all are counted. */
    double share() {
        long kept = 0;
        for (long count : counts) {
            kept += count;
        }
        return pairs == 0 ? 1 : (double) kept / pairs;
    }

    /** Entropy of the second id where the first is known, in bits. */
    double conditionalEntropy() {
        IdCounts firsts = new IdCounts();
        long[] seconds = new long[distinct];
        int at = 0;
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != 0) {
                firsts.add(first(keys[i]), counts[i]);
                seconds[at++] = counts[i];
            }
        }
        // Sorted, so that the sum doesn't hang on the places in the table.
        Arrays.sort(seconds);
        return Entropy.conditional(firsts.ascending(), seconds);
    }

    void write(Encoder out) throws IOException {
        out.writeLong(pairs);
        out.writeInt(level);
        out.writeInt(distinct);
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != 0) {
                out.writeInt(first(keys[i]));
                out.writeInt((int) keys[i]);
                out.writeLong(counts[i]);
            }
        }
    }

    static BigramCounts read(Decoder in, int most) throws IOException {
        BigramCounts bigrams = new BigramCounts(most);
        bigrams.pairs = in.readLong();
        bigrams.level = in.readInt();
        for (int left = in.readInt(); left > 0; left--) {
            int first = in.readInt();
            int second = in.readInt();
            bigrams.add(key(first, second), in.readLong());
        }
        return bigrams;
    }

    private void add(long key, long times) {
        int at = place(keys, key);
        if (keys[at] == 0) {
            if (distinct == most) {
                thin();
                if (isKept(first(key))) {
                    add(key, times);
                }
                return;
            }
            if (distinct >= keys.length >> 1) {
                rehash(keys.length << 1);
                at = place(keys, key);
            }
            keys[at] = key;
            distinct++;
        }
        counts[at] += times;
    }

    /** Keeps half of the first ids, and again where that frees nothing; in the end none. */
    private void thin() {
        int before = distinct;
        while (distinct == before && level < MOST_LEVEL) {
            level++;
            rehash(keys.length);
        }
        if (distinct == before) {
            level = Integer.SIZE;
            rehash(keys.length);
        }
    }

    private void rehash(int capacity) {
        long[] oldKeys = keys;
        long[] oldCounts = counts;
        keys = new long[capacity];
        counts = new long[capacity];
        distinct = 0;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0 && isKept(first(oldKeys[i]))) {
                int at = place(keys, oldKeys[i]);
                keys[at] = oldKeys[i];
                counts[at] = oldCounts[i];
                distinct++;
            }
        }
    }

    private boolean isKept(int first) {
        return level == 0 || level < Integer.SIZE && mixed(first) >>> Integer.SIZE - level == 0;
    }

    /** Where the key is, or the free place where it belongs. */
    private static int place(long[] keys, long key) {
        int mask = keys.length - 1;
        long hash = key * FIBONACCI;
        int at = (int) (hash ^ hash >>> Integer.SIZE) & mask;
        while (keys[at] != 0 && keys[at] != key) {
            at = at + 1 & mask;
        }
        return at;
    }

    /** Over 0 for every pair of ids. */
    private static long key(int first, int second) {
        return first + 1L << Integer.SIZE | second;
    }

    private static int first(long key) {
        return (int) (key >>> Integer.SIZE) - 1;
    }

    /** The finalizer of MurmurHash3: every bit of the result hangs on every bit of the number. */
    private static int mixed(int number) {
        int hash = number;
        hash ^= hash >>> 16;
        hash *= 0x85ebca6b;
        hash ^= hash >>> 13;
        hash *= 0xc2b2ae35;
        hash ^= hash >>> 16;
        return hash;
    }
}
