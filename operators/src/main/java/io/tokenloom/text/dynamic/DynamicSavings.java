package io.tokenloom.text.dynamic;

import io.tokenloom.text.TokenTable;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;

/**
 * What dynamic merging saves on records that are taken in windows, and what it costs: to choose the window, the merges and
 * the least count for a stream by its own data.
 *
 * @param windows how many windows there were
 * @param baseTokens tokens of all records by the base tokenizer
 * @param tokens tokens of all records after merging
 * @param merges entries of all deltas
 * @param textBytes bytes of all records
 * @param deltaBytes bytes of all deltas in their canonical form
 * @param nanos processor time of this thread that merging took, in nanoseconds
 */
public record DynamicSavings(
        int windows, long baseTokens, long tokens, long merges, long textBytes, long deltaBytes, long nanos) {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /**
     * Merges records window by window.
     *
     * @param records base ids of each record
     * @param windowBytes a window ends with the record by which its text has so many bytes
     * @param windowRecords a window ends with so many records
     */
    public static DynamicSavings measure(
            DynamicMerger merger, TokenTable base, List<int[]> records, long windowBytes, int windowRecords) {
        DynamicSavings sum = new DynamicSavings(0, 0, 0, 0, 0, 0, 0);
        List<int[]> window = new ArrayList<>();
        long bytes = 0;
        for (int i = 0; i < records.size(); i++) {
            int[] ids = records.get(i);
            window.add(ids);
            bytes += ids.length == 0 ? 0 : base.ends(ids)[ids.length - 1];
            if (bytes >= windowBytes || window.size() >= windowRecords || i + 1 == records.size()) {
                sum = sum.plus(merger, window, bytes);
                window.clear();
                bytes = 0;
            }
        }
        return sum;
    }

    private DynamicSavings plus(DynamicMerger merger, List<int[]> window, long bytes) {
        long start = THREADS.getCurrentThreadCpuTime();
        DynamicBatch batch = merger.merge(window);
        long took = THREADS.getCurrentThreadCpuTime() - start;
        long before = window.stream().mapToLong(ids -> ids.length).sum();
        return new DynamicSavings(
                windows + 1,
                baseTokens + before,
                tokens + batch.tokens(),
                merges + batch.delta().size(),
                textBytes + bytes,
                deltaBytes + batch.delta().toBytes().length,
                nanos + took);
    }

    /** Share of the base tokens that is saved, 0 to 1. */
    public double saved() {
        return baseTokens == 0 ? 0 : 1 - (double) tokens / baseTokens;
    }

    /** Milliseconds of merging for a million bytes of text. */
    public double millisPerMegabyte() {
        return textBytes == 0 ? 0 : (double) nanos / textBytes;
    }

    /** Bytes of deltas for each token that they save; what a saved token takes in a record is what it must be below. */
    public double deltaBytesPerSavedToken() {
        return baseTokens == tokens ? 0 : (double) deltaBytes / (baseTokens - tokens);
    }
}
