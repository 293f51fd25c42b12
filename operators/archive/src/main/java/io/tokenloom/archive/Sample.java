package io.tokenloom.archive;

import java.util.Optional;

/**
 * What an archive's file says of one token record.
 *
 * @param origin where it comes from; empty where the format has no place for it
 * @param ids of its tokens, as a model takes them; of several planes position by position
 */
public record Sample(Optional<Origin> origin, int[] ids) {
    /**
     * Where a sample comes from.
     *
     * @param key of the token record: its source
     * @param itemId of the item; its parts share it
     * @param topic of the item's own record
     * @param partition of the item's own record
     * @param offset of the item's own record
     * @param part of the item, from 0
     * @param parts how many the item has
     * @param eventTime microseconds since 1970
     * @param tokenizer fingerprint, 16 hexadecimal digits
     * @param vocabularyDelta that the ids need, as in {@code TextAttributes}; empty where there is none
     */
    public record Origin(
            String key,
            String itemId,
            String topic,
            int partition,
            long offset,
            int part,
            int parts,
            long eventTime,
            String tokenizer,
            String vocabularyDelta) {}
}
