package io.tokenloom.cli.bench.kill;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Digests of records by identity, each of which should be there once. Not thread-safe. */
public final class RecordSet {
    private static final int EXAMPLES = 5;

    private final Map<String, String> digests = new HashMap<>();
    private long size;

    RecordSet() {}

    void add(String identity, String digest) {
        size++;
        String before = digests.putIfAbsent(identity, digest);
        if (before != null && !before.equals(digest)) {
            // Twice, and with another content: both are seen in the comparison.
            digests.put(identity, before + " and " + digest);
        }
    }

    /** Records, repeated ones included. */
    public long size() {
        return size;
    }

    /** Records beyond the first of their identity. */
    public long repeated() {
        return size - digests.size();
    }

    /** Records that are repeated, and identities that differ from the other's. */
    long deviations(RecordSet other) {
        return repeated() + differences(other);
    }

    /** How many identities one of both has and the other has not, or has with another content. */
    public long differences(RecordSet other) {
        return differing(other).count();
    }

    /** Some of the {@link #differences}, for a message. */
    public List<String> examples(RecordSet other) {
        return differing(other).sorted().limit(EXAMPLES).toList();
    }

    private Stream<String> differing(RecordSet other) {
        Stream<String> here = digests.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(other.digests.get(entry.getKey())))
                .map(Map.Entry::getKey);
        Stream<String> onlyThere = other.digests.keySet().stream().filter(identity -> !digests.containsKey(identity));
        return Stream.concat(here, onlyThere);
    }
}
