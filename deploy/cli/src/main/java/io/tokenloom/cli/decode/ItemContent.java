package io.tokenloom.cli.decode;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.records.CommittedRecords;
import io.tokenloom.cli.records.RecordAddress;
import io.tokenloom.cli.records.TokenRecordReader;
import io.tokenloom.cli.records.TokenizerCatalogue;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.wire.SchemaSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

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
        List<DecodedPart> parts = new ArrayList<>();
        for (RecordAddress address : addresses) {
            ConsumerRecord<byte[], byte[]> read = records.at(address)
                    .orElseThrow(() -> CommandException.failed("there is no committed record at " + address));
            parts.add(decode(address, tokens.read(read)));
        }
        return parts;
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
