package io.tokenloom.cli.decode;

import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.record.SourceRef;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Puts token records together to items while topics are scanned. Memory: an address for each record that fits. Not
 * thread-safe.
 */
final class PartCollector {
    private final Map<Key, Parts> items = new LinkedHashMap<>();

    /** One source record on one token topic, cut into so many parts. */
    private record Key(String tokenTopic, RecordAddress source, int parts) {}

    private record Parts(String itemId, SortedMap<Integer, RecordAddress> addresses, long timestamp) {}

    /** Takes a record that fits; of a part that is there twice, the first stays. */
    void add(RecordAddress address, SourceRef source, String itemId, long timestamp) {
        if (source.getPart() < 0 || source.getPart() >= source.getParts()) {
            return;
        }
        Key key = new Key(address.topic(), RecordAddress.of(source), source.getParts());
        items.computeIfAbsent(key, any -> new Parts(itemId, new TreeMap<>(), timestamp))
                .addresses()
                .putIfAbsent(source.getPart(), address);
    }

    /** The best item: a complete one before others, then the newest. */
    Optional<Finding.Tokens> best() {
        return items.entrySet().stream()
                .map(entry -> item(entry.getKey(), entry.getValue()))
                .max(Comparator.comparing(ItemParts::complete)
                        .thenComparingLong(ItemParts::timestamp)
                        .thenComparingLong(item -> item.source().offset()))
                .map(item -> new Finding.Tokens(item, items.size() - 1));
    }

    private static ItemParts item(Key key, Parts found) {
        return new ItemParts(found.itemId(), key.source(), key.parts(), found.addresses(), found.timestamp());
    }
}
