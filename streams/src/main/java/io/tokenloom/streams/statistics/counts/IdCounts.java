package io.tokenloom.streams.statistics.counts;

import java.io.IOException;
import java.util.Arrays;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;

/**
 * How often each id was seen, exactly. Pages of {@value #PAGE} counts are there once an id of theirs is, so memory is bounded
 * by the vocabulary: 8 bytes an id. Not thread-safe.
 */
final class IdCounts {
    private static final int PAGE_BITS = 10;
    private static final int PAGE = 1 << PAGE_BITS;

    private long[][] pages = {};
    private int distinct;
    private int largest = -1;

    /** Counts an id, 0 or more; whether it is its first time. */
    boolean add(int id) {
        return add(id, 1);
    }

    boolean add(int id, long times) {
        int page = id >>> PAGE_BITS;
        if (page >= pages.length) {
            pages = Arrays.copyOf(pages, Math.max(page + 1, pages.length + (pages.length >> 1)));
        }
        long[] counts = pages[page];
        if (counts == null) {
            counts = new long[PAGE];
            pages[page] = counts;
        }
        int at = id & PAGE - 1;
        boolean first = counts[at] == 0;
        counts[at] += times;
        if (first) {
            largest = Math.max(largest, id);
            distinct++;
        }
        return first;
    }

    /** -1 where there is none. */
    int largest() {
        return largest;
    }

    int distinct() {
        return distinct;
    }

    /** The counts that are over 0, ascending. */
    long[] ascending() {
        long[] sorted = new long[distinct];
        int at = 0;
        for (long[] page : pages) {
            if (page != null) {
                for (long count : page) {
                    if (count > 0) {
                        sorted[at++] = count;
                    }
                }
            }
        }
        Arrays.sort(sorted);
        return sorted;
    }

    void write(Encoder out) throws IOException {
        out.writeInt(distinct);
        int before = 0;
        for (int page = 0; page < pages.length; page++) {
            for (int i = 0; pages[page] != null && i < PAGE; i++) {
                if (pages[page][i] > 0) {
                    int id = page << PAGE_BITS | i;
                    out.writeInt(id - before);
                    out.writeLong(pages[page][i]);
                    before = id;
                }
            }
        }
    }

    static IdCounts read(Decoder in) throws IOException {
        IdCounts counts = new IdCounts();
        int id = 0;
        for (int left = in.readInt(); left > 0; left--) {
            id += in.readInt();
            counts.add(id, in.readLong());
        }
        return counts;
    }
}
