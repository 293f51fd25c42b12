package io.tokenloom.cli.decode;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.records.RecordAddress;
import io.tokenloom.record.TokenSequence;
import java.util.Collection;
import java.util.List;

/**
 * The bytes of texts that were found. Memory: the decoded item, which is at most as long as the largest source record, and
 * one token record. Not thread-safe.
 */
final class ItemContent {
    private final AddressedRecords records;
    private final RecordDecoders decoders;

    ItemContent(AddressedRecords records, RecordDecoders decoders) {
        this.records = records;
        this.decoders = decoders;
    }

    /**
     * All parts of an item in order.
     *
     * @throws CommandException "failed" if a part is not there, no known tokenizer has made it, or it is no text
     */
    List<DecodedPart> of(ItemParts item) {
        if (!item.complete()) {
            throw CommandException.failed(item.incomplete() + "; --part decodes the part at one address alone.");
        }
        return of(item.addresses().values());
    }

    /**
     * The token records at these addresses, in this order.
     *
     * @throws CommandException as {@link #of(ItemParts)}
     */
    List<DecodedPart> of(Collection<RecordAddress> addresses) {
        return records.read(addresses, this::decode);
    }

    private DecodedPart decode(RecordAddress address, TokenSequence sequence) {
        if (!(decoders.of(address, sequence.getTokenizer()) instanceof TextDecoder decoder)) {
            throw CommandException.failed(address + " is of a picture, and other parts of its item are text");
        }
        try {
            return decoder.decode(sequence);
        } catch (IllegalArgumentException e) {
            throw CommandException.failed(address + " can't be decoded: " + e.getMessage(), e);
        }
    }
}
