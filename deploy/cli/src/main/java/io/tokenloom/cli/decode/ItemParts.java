package io.tokenloom.cli.decode;

import io.tokenloom.reader.records.RecordAddress;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where the token records of one item are. Immutable.
 *
 * @param itemId id of the item
 * @param source the source record
 * @param parts how many parts the item was cut into
 * @param addresses where the parts are, by number from 0; those that are there
 * @param timestamp Kafka timestamp of the first record that was found
 */
public record ItemParts(
        String itemId, RecordAddress source, int parts, SortedMap<Integer, RecordAddress> addresses, long timestamp) {
    /** Copies the addresses. */
    public ItemParts {
        addresses = Collections.unmodifiableSortedMap(new TreeMap<>(addresses));
    }

    /** Whether all parts are there. */
    public boolean complete() {
        return addresses.size() == parts;
    }

    /** The first part that is not there; the number of parts if all are. */
    public int firstMissing() {
        int part = 0;
        while (addresses.containsKey(part)) {
            part++;
        }
        return part;
    }

    /** A sentence, but for its end, about what is missing and what to do. */
    String incomplete() {
        return "item " + itemId + " from " + source + " is not complete: of " + parts + " parts " + addresses.size()
                + " are there, the first that is missing is " + firstMissing()
                + " (counted from 0). Wait until its transaction is committed, or see \"tokenloom ledger\"";
    }
}
