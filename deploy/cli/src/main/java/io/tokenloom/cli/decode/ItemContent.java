package io.tokenloom.cli.decode;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.records.CommittedRecords;
import io.tokenloom.cli.records.OffsetRange;
import io.tokenloom.cli.records.RecordAddress;
import io.tokenloom.cli.records.TokenRecordReader;
import io.tokenloom.cli.records.TokenizerCatalogue;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.wire.SchemaSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * The bytes of items that were found. Memory: the decoded item, which is at most as long as the largest source record, and
 * one token record. Not thread-safe.
 */
public final class ItemContent {
    private final CommittedRecords records;
    private final SchemaSource schemas;
    private final TokenDecoder decoder;
    private final TokenRecordReader tokens;

    /** Reads and decodes with these, which stay the caller's to close. */
    public ItemContent(CommittedRecords records, SchemaSource schemas, TokenDecoder decoder) {
        this.records = records;
        this.schemas = schemas;
        this.decoder = decoder;
        this.tokens = new TokenRecordReader(schemas);
    }

    /**
     * All parts of an item in order.
     *
     * @throws CommandException "failed" if a part is not there, or no known tokenizer has made it
     */
    public List<DecodedPart> of(ItemParts item) {
        if (!item.complete()) {
            throw CommandException.failed("item " + item.itemId() + " from " + item.source() + " is not complete: of "
                    + item.parts() + " parts " + item.addresses().size() + " are there, the first that is missing is "
                    + item.firstMissing() + " (counted from 0). Wait until its transaction is committed, or see"
                    + " \"tokenloom ledger\"; --part decodes the part at one address alone.");
        }
        return of(item.addresses().values());
    }

    /**
     * The token records at these addresses, in this order.
     *
     * @throws CommandException as {@link #of(ItemParts)}
     */
    public List<DecodedPart> of(Collection<RecordAddress> addresses) {
        Set<RecordAddress> wanted = Set.copyOf(addresses);
        Map<RecordAddress, DecodedPart> decoded = new HashMap<>();
        records.visit(windows(wanted), read -> {
            RecordAddress address = RecordAddress.of(read);
            if (wanted.contains(address)) {
                decoded.put(address, decode(address, tokens.read(read)));
            }
        });
        return addresses.stream()
                .map(address -> Optional.ofNullable(decoded.get(address))
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

    private DecodedPart decode(RecordAddress address, TokenSequence sequence) {
        try {
            return decoder.decode(sequence);
        } catch (UnknownTokenizerException e) {
            String name = TokenizerCatalogue.read(records, schemas)
                    .find(sequence.getTokenizer().bytes())
                    .map(version -> "tokenizer " + version.getName() + ", version " + version.getVersion())
                    .orElse("a tokenizer that tokens.tokenizers.v1 does not know");
            throw CommandException.failed(
                    address + " was made by " + name + ": " + e.getMessage()
                            + ". Name the folder of its bundle with --bundle DIR.",
                    e);
        } catch (IllegalArgumentException e) {
            throw CommandException.failed(address + " can't be decoded: " + e.getMessage(), e);
        }
    }
}
