package io.tokenloom.archive.compact;

import io.tokenloom.archive.Sample.Origin;
import io.tokenloom.archive.Selection;
import java.util.Comparator;
import java.util.List;
import org.apache.avro.generic.GenericRecord;

/**
 * What a file tells of a block before it is read.
 *
 * @param block number in the file, from 0
 * @param firstKey least key of its items
 * @param lastKey greatest key
 * @param firstTime earliest event time, microseconds since 1970
 * @param lastTime latest event time
 * @param firstOffset least offset of its items' records
 * @param lastOffset greatest offset
 * @param items how many
 * @param ids how many, of all items together
 */
public record BlockSummary(
        long block,
        String firstKey,
        String lastKey,
        long firstTime,
        long lastTime,
        long firstOffset,
        long lastOffset,
        int items,
        int ids) {

    static BlockSummary of(long block, List<Origin> origins, int ids) {
        return new BlockSummary(
                block,
                origins.stream().map(Origin::key).min(Comparator.naturalOrder()).orElse(""),
                origins.stream().map(Origin::key).max(Comparator.naturalOrder()).orElse(""),
                origins.stream().mapToLong(Origin::eventTime).min().orElse(0),
                origins.stream().mapToLong(Origin::eventTime).max().orElse(0),
                origins.stream().mapToLong(Origin::offset).min().orElse(0),
                origins.stream().mapToLong(Origin::offset).max().orElse(0),
                origins.size(),
                ids);
    }

    static BlockSummary of(GenericRecord row) {
        return new BlockSummary(
                (Long) row.get(BlockSchema.BLOCK),
                row.get(BlockSchema.FIRST_KEY).toString(),
                row.get(BlockSchema.LAST_KEY).toString(),
                (Long) row.get(BlockSchema.FIRST_TIME),
                (Long) row.get(BlockSchema.LAST_TIME),
                (Long) row.get(BlockSchema.FIRST_OFFSET),
                (Long) row.get(BlockSchema.LAST_OFFSET),
                (Integer) row.get(BlockSchema.ITEMS),
                (Integer) row.get(BlockSchema.IDS));
    }

    void put(GenericRecord row) {
        row.put(BlockSchema.BLOCK, block);
        row.put(BlockSchema.FIRST_KEY, firstKey);
        row.put(BlockSchema.LAST_KEY, lastKey);
        row.put(BlockSchema.FIRST_TIME, firstTime);
        row.put(BlockSchema.LAST_TIME, lastTime);
        row.put(BlockSchema.FIRST_OFFSET, firstOffset);
        row.put(BlockSchema.LAST_OFFSET, lastOffset);
        row.put(BlockSchema.ITEMS, items);
        row.put(BlockSchema.IDS, ids);
    }

    /** Whether some of its items may be asked for. */
    boolean mayHave(Selection selection) {
        return lastTime >= selection.from()
                && firstTime < selection.to()
                && selection
                        .key()
                        .map(key -> firstKey.compareTo(key) <= 0 && lastKey.compareTo(key) >= 0)
                        .orElse(true);
    }
}
