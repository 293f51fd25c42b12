package io.tokenloom.streams.statistics;

import io.tokenloom.streams.statistics.WindowedSeries.Part;
import io.tokenloom.streams.statistics.counts.Observation;
import io.tokenloom.streams.statistics.counts.Tally;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The tallies of open windows over a state store that always has all of them: each observation is appended to an entry of
 * the store, and once in a while the whole tally is written and the entries before it deleted. So a record costs the writing
 * of what it says and not that of the histograms, and a restart reads the last whole tally and counts what came after it
 * again. An entry grows up to {@value OpenTally#ENTRY_BYTES} bytes under one key; the cache of the store makes one write of
 * that.
 *
 * <p>At most {@value #MOST_OPEN} tallies are in memory; the one that was not needed for longest is forgotten and read again
 * when it is. Not thread-safe.
 */
final class Tallies {
    private static final int MOST_OPEN = 32;

    private final KeyValueStore<Bytes, byte[]> store;
    private final int mostPairs;
    private final Map<WindowedSeries, OpenTally> open = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<WindowedSeries, OpenTally> eldest) {
            return size() > MOST_OPEN;
        }
    };

    Tallies(KeyValueStore<Bytes, byte[]> store, int mostPairs) {
        this.store = store;
        this.mostPairs = mostPairs;
    }

    void add(WindowedSeries of, Observation observation) {
        open(of).add(observation);
    }

    Tally tally(WindowedSeries of) {
        return open(of).tally();
    }

    /** All that begin before an instant, by window. */
    SortedSet<WindowedSeries> before(long windowStart) {
        SortedSet<WindowedSeries> found = new TreeSet<>(Comparator.comparingLong(WindowedSeries::windowStart)
                .thenComparing(each -> each.series().text()));
        try (KeyValueIterator<Bytes, byte[]> entries =
                store.range(WindowedSeries.before(Long.MIN_VALUE), WindowedSeries.before(windowStart))) {
            while (entries.hasNext()) {
                found.add(WindowedSeries.of(entries.next().key));
            }
        }
        return found;
    }

    /** Forgets one for good. */
    void delete(WindowedSeries of) {
        open.remove(of);
        entries(of).forEach(entry -> store.delete(entry.key));
    }

    private OpenTally open(WindowedSeries of) {
        OpenTally known = open.get(of);
        if (known == null) {
            known = OpenTally.read(of, store, entries(of), mostPairs);
            open.put(of, known);
        }
        return known;
    }

    private List<KeyValue<Bytes, byte[]>> entries(WindowedSeries of) {
        List<KeyValue<Bytes, byte[]>> found = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> entries =
                store.range(of.key(Part.TALLY, 0), of.key(Part.OBSERVATIONS, Integer.MAX_VALUE))) {
            entries.forEachRemaining(found::add);
        }
        return found;
    }
}
