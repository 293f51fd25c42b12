package io.tokenloom.streams.statistics;

import io.tokenloom.streams.statistics.WindowedSeries.Part;
import io.tokenloom.streams.statistics.counts.Observation;
import io.tokenloom.streams.statistics.counts.Observations;
import io.tokenloom.streams.statistics.counts.Tally;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;

/** A tally in memory and its entries in the store. Not thread-safe. */
final class OpenTally {
    /** An entry of observations that has so many bytes is not appended to any more. */
    static final int ENTRY_BYTES = 4096;

    /** A whole tally is cut into entries of so many bytes, which changelog topics take. */
    private static final int CHUNK_BYTES = 1 << 19;

    /** The whole tally is written when the observations after the last one have so many bytes. */
    private static final int MOST_OBSERVED_BYTES = 1 << 22;

    private final WindowedSeries of;
    private final KeyValueStore<Bytes, byte[]> store;
    private final Tally tally;
    private final Observations newest = new Observations();
    private int chunks;
    private int firstEntry;
    private int entry;
    private long observedBytes;

    private OpenTally(WindowedSeries of, KeyValueStore<Bytes, byte[]> store, Tally tally) {
        this.of = of;
        this.store = store;
        this.tally = tally;
    }

    /** The tally as its entries in the store tell it; an empty one where there are none. */
    static OpenTally read(
            WindowedSeries of,
            KeyValueStore<Bytes, byte[]> store,
            List<KeyValue<Bytes, byte[]>> entries,
            int mostPairs) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        int chunks = 0;
        for (KeyValue<Bytes, byte[]> each : entries) {
            if (WindowedSeries.part(each.key) == Part.TALLY) {
                whole.writeBytes(each.value);
                chunks++;
            }
        }
        OpenTally read =
                new OpenTally(of, store, chunks == 0 ? new Tally(mostPairs) : Tally.of(whole.toByteArray(), mostPairs));
        read.chunks = chunks;
        List<KeyValue<Bytes, byte[]>> later = entries.subList(chunks, entries.size());
        if (!later.isEmpty()) {
            read.firstEntry = WindowedSeries.number(later.get(0).key);
            read.entry = WindowedSeries.number(later.get(later.size() - 1).key) + 1;
        }
        for (KeyValue<Bytes, byte[]> each : later) {
            Observations.read(each.value, read.tally::add);
            read.observedBytes += each.value.length;
        }
        return read;
    }

    Tally tally() {
        return tally;
    }

    void add(Observation observation) {
        tally.add(observation);
        newest.add(observation);
        if (newest.size() > CHUNK_BYTES) {
            writeWhole();
            return;
        }
        store.put(of.key(Part.OBSERVATIONS, entry), newest.toBytes());
        if (newest.size() >= ENTRY_BYTES) {
            observedBytes += newest.size();
            entry++;
            newest.clear();
            if (observedBytes >= MOST_OBSERVED_BYTES) {
                writeWhole();
            }
        }
    }

    private void writeWhole() {
        byte[] whole = tally.toBytes();
        int before = chunks;
        chunks = 0;
        for (int at = 0; at < whole.length; at += CHUNK_BYTES) {
            byte[] chunk = Arrays.copyOfRange(whole, at, Math.min(whole.length, at + CHUNK_BYTES));
            store.put(of.key(Part.TALLY, chunks++), chunk);
        }
        for (int old = chunks; old < before; old++) {
            store.delete(of.key(Part.TALLY, old));
        }
        for (int old = firstEntry; old <= entry; old++) {
            store.delete(of.key(Part.OBSERVATIONS, old));
        }
        newest.clear();
        entry++;
        firstEntry = entry;
        observedBytes = 0;
    }
}
