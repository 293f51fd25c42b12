package io.tokenloom.cli.decode;

import io.tokenloom.cli.CommandException;
import io.tokenloom.reader.decode.DecodedPart;
import io.tokenloom.reader.decode.RecordDecoders;
import io.tokenloom.reader.records.RecordAddress;
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
        return records.read(addresses, decoders::text);
    }
}
