package io.tokenloom.archive.compact;

import io.tokenloom.archive.Sample;
import io.tokenloom.archive.Sample.Origin;
import io.tokenloom.archive.lines.LineCodec;
import io.tokenloom.archive.lines.TokenBlock;
import io.tokenloom.archive.lines.TokenClasses;
import io.tokenloom.wire.IntList;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Makes a row of a block's samples and samples of a row. Thread-safe. */
final class BlockRow {
    /** Ids of vocabularies are below; others would make a set of bits too large, and are sorted. */
    private static final int MOST_BITS = 1 << 24;

    private static final long[] UNITS = {60_000_000, 1_000_000, 1000, 1};

    private final TokenClasses classes;
    private final LineCodec codec;
    private final String tokenizer;

    /**
     * Rows of a file.
     *
     * @param classes of the vocabulary
     * @param tokenizer fingerprint of all samples
     */
    BlockRow(TokenClasses classes, String tokenizer) {
        this.classes = classes;
        this.codec = new LineCodec(classes);
        this.tokenizer = tokenizer;
    }

    /** A row of samples in their order; at least one, and all have an origin. */
    GenericRecord of(long block, List<Sample> samples) {
        List<Origin> origins =
                samples.stream().map(sample -> sample.origin().orElseThrow()).toList();
        TokenBlock tokens = tokens(samples);
        GenericRecord row = new GenericData.Record(BlockSchema.ALL);
        BlockSummary.of(block, origins, tokens.ids().length).put(row);
        row.put(BlockSchema.DISTINCT, IntList.of(distinct(tokens.ids())));
        row.put(BlockSchema.LINES, ByteBuffer.wrap(codec.encode(tokens)));
        row.put(BlockSchema.KEY, each(origins, Origin::key));
        row.put(BlockSchema.TOPIC, each(origins, Origin::topic));
        row.put(BlockSchema.PARTITION, each(origins, Origin::partition));
        row.put(BlockSchema.OFFSET, each(origins, Origin::offset));
        row.put(BlockSchema.PART, each(origins, Origin::part));
        row.put(BlockSchema.PARTS, each(origins, Origin::parts));
        row.put(BlockSchema.VOCABULARY_DELTA, each(origins, Origin::vocabularyDelta));
        long unit = unit(origins);
        row.put(BlockSchema.TIME_UNIT, unit);
        row.put(BlockSchema.TIME, each(origins, origin -> origin.eventTime() / unit));
        putItemIds(row, samples);
        return row;
    }

    private void putItemIds(GenericRecord row, List<Sample> samples) {
        ItemIds ids = new ItemIds();
        List<String> prefixes = new ArrayList<>(samples.size());
        List<Long> steps = new ArrayList<>(samples.size());
        for (Sample sample : samples) {
            ItemIds.Split split = ids.split(sample.origin().orElseThrow(), classes.bytes(sample.ids()));
            prefixes.add(split.prefix());
            steps.add(split.step());
        }
        row.put(BlockSchema.ID_PREFIX, prefixes);
        row.put(BlockSchema.ID_STEP, steps);
    }

    private static <T> List<T> each(List<Origin> origins, Function<Origin, T> part) {
        return origins.stream().map(part).toList();
    }

    private static TokenBlock tokens(List<Sample> samples) {
        int[] ends = new int[samples.size()];
        int end = 0;
        for (int i = 0; i < ends.length; i++) {
            end = Math.addExact(end, samples.get(i).ids().length);
            ends[i] = end;
        }
        int[] ids = new int[end];
        int from = 0;
        for (Sample sample : samples) {
            System.arraycopy(sample.ids(), 0, ids, from, sample.ids().length);
            from += sample.ids().length;
        }
        return new TokenBlock(ids, ends);
    }

    private static int[] distinct(int[] ids) {
        if (Arrays.stream(ids).anyMatch(id -> id >= MOST_BITS)) {
            return Arrays.stream(ids).sorted().distinct().toArray();
        }
        BitSet set = new BitSet();
        for (int id : ids) {
            set.set(id);
        }
        return set.stream().toArray();
    }

    /** The coarsest unit that loses nothing. */
    private static long unit(List<Origin> origins) {
        return Arrays.stream(UNITS)
                .filter(unit -> origins.stream().allMatch(origin -> origin.eventTime() % unit == 0))
                .findFirst()
                .orElseThrow();
    }

    /** The samples of a whole row. */
    List<Sample> samples(GenericRecord row) {
        TokenBlock tokens = codec.decode(bytes(row));
        Columns columns = new Columns(row, tokens.items());
        long unit = (long) row.get(BlockSchema.TIME_UNIT);
        ItemIds ids = new ItemIds();
        List<Sample> samples = new ArrayList<>(tokens.items());
        for (int i = 0; i < tokens.items(); i++) {
            int[] item = tokens.item(i);
            String topic = columns.text(BlockSchema.TOPIC, i);
            int partition = columns.number(BlockSchema.PARTITION, i);
            long offset = columns.large(BlockSchema.OFFSET, i);
            int part = columns.number(BlockSchema.PART, i);
            ItemIds.Split split = new ItemIds.Split(
                    columns.text(BlockSchema.ID_PREFIX, i), (Long) columns.value(BlockSchema.ID_STEP, i));
            samples.add(new Sample(
                    Optional.of(new Origin(
                            columns.text(BlockSchema.KEY, i),
                            ids.join(split, topic, partition, offset, part, classes.bytes(item)),
                            topic,
                            partition,
                            offset,
                            part,
                            columns.number(BlockSchema.PARTS, i),
                            columns.large(BlockSchema.TIME, i) * unit,
                            tokenizer,
                            columns.text(BlockSchema.VOCABULARY_DELTA, i))),
                    item));
        }
        return samples;
    }

    private static byte[] bytes(GenericRecord row) {
        ByteBuffer lines = (ByteBuffer) row.get(BlockSchema.LINES);
        byte[] bytes = new byte[lines.remaining()];
        lines.duplicate().get(bytes);
        return bytes;
    }

    /** The ids of a row's set, rising. */
    static int[] distinct(GenericRecord row) {
        return ((List<?>) row.get(BlockSchema.DISTINCT))
                .stream().mapToInt(id -> (Integer) id).toArray();
    }

    /** Whether ids and ranges that a row tells are those of its samples. */
    static boolean tellsOf(GenericRecord row, List<Sample> samples) {
        int[] ids = samples.stream()
                .flatMapToInt(sample -> Arrays.stream(sample.ids()))
                .toArray();
        List<Origin> origins =
                samples.stream().map(sample -> sample.origin().orElseThrow()).toList();
        BlockSummary told = BlockSummary.of(row);
        return !samples.isEmpty()
                && BlockSummary.of(told.block(), origins, ids.length).equals(told)
                && Arrays.equals(distinct(row), distinct(ids));
    }

    /** The lists of a row, each of which has to have a value for every item. */
    private record Columns(GenericRecord row, int items) {
        Object value(String column, int item) {
            List<?> values = (List<?>) row.get(column);
            if (values.size() != items) {
                throw new IllegalStateException(column + " has " + values.size() + " values for " + items + " items");
            }
            return values.get(item);
        }

        String text(String column, int item) {
            Object value = value(column, item);
            return value == null ? null : value.toString();
        }

        int number(String column, int item) {
            return (Integer) value(column, item);
        }

        long large(String column, int item) {
            return (Long) value(column, item);
        }
    }
}
