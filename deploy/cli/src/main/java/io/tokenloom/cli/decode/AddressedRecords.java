package io.tokenloom.cli.decode;

import io.tokenloom.cli.CommandException;
import io.tokenloom.reader.records.CommittedRecords;
import io.tokenloom.reader.records.OffsetRange;
import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.reader.records.TokenRecordReader;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.wire.SchemaSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.apache.kafka.common.TopicPartition;

/** Reads token records whose addresses are known. Memory: what is made of them, and one record. Not thread-safe. */
final class AddressedRecords {
    private final CommittedRecords records;
    private final TokenRecordReader tokens;

    /** Reads with these; the schemas stay the caller's to close. */
    AddressedRecords(CommittedRecords records, SchemaSource schemas) {
        this.records = records;
        this.tokens = new TokenRecordReader(schemas);
    }

    /**
     * What {@code use} makes of the record at an address.
     *
     * @throws CommandException "failed" if it is not there
     */
    <T> T read(RecordAddress address, BiFunction<RecordAddress, TokenSequence, T> use) {
        return read(List.of(address), use).get(0);
    }

    /**
     * What {@code use} makes of the records at these addresses, in this order.
     *
     * @throws CommandException "failed" if one is not there
     */
    <T> List<T> read(Collection<RecordAddress> addresses, BiFunction<RecordAddress, TokenSequence, T> use) {
        Set<RecordAddress> wanted = Set.copyOf(addresses);
        Map<RecordAddress, T> made = new HashMap<>();
        records.visit(windows(wanted), read -> {
            RecordAddress address = RecordAddress.of(read);
            if (wanted.contains(address)) {
                made.put(address, use.apply(address, tokens.read(read)));
            }
        });
        return addresses.stream()
                .map(address -> Optional.ofNullable(made.get(address))
                        .orElseThrow(() -> CommandException.failed("there is no committed token record at " + address)))
                .toList();
    }

    /** Parts lie side by side, so reading from the first to the last reads hardly anything else. */
    private Map<TopicPartition, OffsetRange> windows(Collection<RecordAddress> addresses) {
        Map<TopicPartition, OffsetRange> windows = new HashMap<>();
        for (RecordAddress address : addresses) {
            OffsetRange one = new OffsetRange(address.offset(), address.offset() + 1);
            windows.merge(address.topicPartition(), one, OffsetRange::including);
        }
        // What is not there can't be waited for.
        windows.replaceAll((partition, window) ->
                window.within(records.ranges(partition.topic()).getOrDefault(partition, new OffsetRange(0, 0))));
        return windows;
    }
}
