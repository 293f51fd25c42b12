package io.tokenloom.cli.ingest;

import java.util.Map;
import java.util.TreeMap;

/** What became of each followed log, over all connections of one run. Not thread-safe. */
final class FollowTally {
    private record Entry(String topic, long records, long bytes, String failure) {}

    private final Map<String, Entry> entries = new TreeMap<>();

    /** So much more was committed. */
    void add(String id, String topic, long records, long bytes) {
        Entry known = entries.getOrDefault(id, new Entry(topic, 0, 0, ""));
        entries.put(id, new Entry(topic, known.records() + records, known.bytes() + bytes, known.failure()));
    }

    /** Why it can't be read at present; empty when it can. True if that is news. */
    boolean failure(String id, String topic, String reason) {
        Entry known = entries.getOrDefault(id, new Entry(topic, 0, 0, ""));
        entries.put(id, new Entry(topic, known.records(), known.bytes(), reason));
        return !known.failure().equals(reason);
    }

    /** Adds all to a report. */
    void reportTo(IngestReport report) {
        entries.forEach((id, entry) -> report.add(
                new SourceOutcome(id, entry.topic(), status(entry), entry.records(), entry.bytes(), entry.failure())));
    }

    private static SourceOutcome.Status status(Entry entry) {
        if (!entry.failure().isEmpty()) {
            return SourceOutcome.Status.FAILED;
        }
        return entry.records() == 0 ? SourceOutcome.Status.UNCHANGED : SourceOutcome.Status.SENT;
    }
}
