package io.tokenloom.archive.mds;

import io.tokenloom.archive.ArchiveFormat;
import io.tokenloom.archive.ArchivedRecord;
import io.tokenloom.archive.Origins;
import io.tokenloom.archive.RecordReader;
import io.tokenloom.archive.Sample;
import io.tokenloom.archive.SampleReader;
import io.tokenloom.archive.Selection;
import io.tokenloom.archive.TokenFileWriter;
import io.tokenloom.token.TokenPlanes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * MosaicML's shards, a sample for each token record: its ids in {@code tokens}, as LLM Foundry looks for them, and where it
 * comes from. The index names what has been committed.
 */
public final class MdsFormat implements ArchiveFormat {
    private static final String SUFFIX = ".mds";

    private static final MdsSchema SCHEMA = new MdsSchema(List.of(
            new MdsColumn("tokens", MdsEncoding.INT32S),
            new MdsColumn("source", MdsEncoding.STR),
            new MdsColumn("item_id", MdsEncoding.STR),
            new MdsColumn("topic", MdsEncoding.STR),
            new MdsColumn("partition", MdsEncoding.INT),
            new MdsColumn("offset", MdsEncoding.INT),
            new MdsColumn("part", MdsEncoding.INT),
            new MdsColumn("parts", MdsEncoding.INT),
            new MdsColumn("event_time", MdsEncoding.INT),
            new MdsColumn("tokenizer", MdsEncoding.STR),
            new MdsColumn("vocabulary_delta", MdsEncoding.STR)));

    @Override
    public String name() {
        return "mds";
    }

    @Override
    public List<String> suffixes() {
        return List.of(SUFFIX);
    }

    @Override
    public boolean byDay() {
        return false;
    }

    @Override
    public long fileBytes() {
        return MdsShardWriter.SIZE_LIMIT;
    }

    @Override
    public TokenFileWriter create(Path base, String tokenizer) {
        MdsShardWriter shard = new MdsShardWriter(SCHEMA);
        return new TokenFileWriter() {
            @Override
            public void add(ArchivedRecord record) {
                shard.add(SCHEMA.encode(values(record)));
            }

            @Override
            public long bytes() {
                return shard.bytes();
            }

            @Override
            public void close() throws IOException {
                shard.write(base.resolveSibling(base.getFileName() + SUFFIX));
            }
        };
    }

    private static List<Object> values(ArchivedRecord record) {
        Sample.Origin origin = Origins.of(record);
        List<Object> values = new ArrayList<>();
        for (MdsColumn column : SCHEMA.columns()) {
            values.add(
                    switch (column.name()) {
                        case "tokens" ->
                            TokenPlanes.positionMajor(record.tokens().getPlanes());
                        case "source" -> origin.key();
                        case "item_id" -> origin.itemId();
                        case "topic" -> origin.topic();
                        case "partition" -> (long) origin.partition();
                        case "offset" -> origin.offset();
                        case "part" -> (long) origin.part();
                        case "parts" -> (long) origin.parts();
                        case "event_time" -> origin.eventTime();
                        case "tokenizer" -> origin.tokenizer();
                        case "vocabulary_delta" -> origin.vocabularyDelta();
                        default -> throw new IllegalStateException("no value for the column " + column.name());
                    });
        }
        return values;
    }

    private static Sample sample(List<Object> values) {
        return new Sample(
                Optional.of(new Sample.Origin(
                        (String) value(values, "source"),
                        (String) value(values, "item_id"),
                        (String) value(values, "topic"),
                        ((Long) value(values, "partition")).intValue(),
                        (Long) value(values, "offset"),
                        ((Long) value(values, "part")).intValue(),
                        ((Long) value(values, "parts")).intValue(),
                        (Long) value(values, "event_time"),
                        (String) value(values, "tokenizer"),
                        (String) value(values, "vocabulary_delta"))),
                (int[]) value(values, "tokens"));
    }

    private static Object value(List<Object> values, String column) {
        for (int i = 0; i < values.size(); i++) {
            if (SCHEMA.columns().get(i).name().equals(column)) {
                return values.get(i);
            }
        }
        throw new IllegalStateException("no column " + column);
    }

    @Override
    public SampleReader read(Path base, Selection selection) throws IOException {
        Iterator<List<Object>> samples;
        try {
            samples = MdsShard.read(base.resolveSibling(base.getFileName() + SUFFIX), SCHEMA)
                    .iterator();
        } catch (CorruptShardException e) {
            throw new IOException(base + SUFFIX + ": " + e.getMessage(), e);
        }
        return new SampleReader() {
            @Override
            public Optional<Sample> next() {
                while (samples.hasNext()) {
                    Sample sample = sample(samples.next());
                    if (selection.has(sample.origin().get())) {
                        return Optional.of(sample);
                    }
                }
                return Optional.empty();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public RecordReader records(Path base) throws IOException {
        return RecordReader.of(read(base, Selection.ALL));
    }

    @Override
    public void index(Path dataset, List<IndexedFile> files) throws IOException {
        wanted(files).replace(dataset);
    }

    @Override
    public Optional<String> indexMistake(Path dataset, List<IndexedFile> files) throws IOException {
        try {
            return MdsIndex.read(dataset).equals(wanted(files))
                    ? Optional.empty()
                    : Optional.of(MdsIndex.FILE + " does not name the shards that were committed, and these alone");
        } catch (CorruptShardException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static MdsIndex wanted(List<IndexedFile> files) {
        return new MdsIndex(files.stream()
                .map(file -> new MdsShard(file.name() + SUFFIX, file.bytes(), file.sha256(), file.samples(), SCHEMA))
                .toList());
    }
}
