package io.tokenloom.jobs.archive;

import io.tokenloom.archive.ArchiveFormat;
import io.tokenloom.archive.ArchiveFormats;
import io.tokenloom.archive.ArchivedRecord;
import io.tokenloom.archive.Origins;
import io.tokenloom.archive.commit.ArchiveFolder;
import io.tokenloom.archive.commit.Deletion;
import io.tokenloom.archive.commit.FileStaging;
import io.tokenloom.archive.commit.NextOffsets;
import io.tokenloom.archive.commit.StagedFile;
import io.tokenloom.jobs.tokenize.SourceRecord;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.wire.AvroRecordReader;
import io.tokenloom.wire.SchemaSource;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Writes records to staged files, one for each dataset. A checkpoint takes the files with it, so none is open across one.
 * Confined to one task. Memory: {@link #MOST_OPEN} files as their format holds them.
 */
final class ArchiveWriter implements CommittingSinkWriter<ReadRecord, WriterResult> {
    /** Folder of a job's staged files. */
    static final String STAGING_AREA = "job";

    /** Records that come late by days must not have a file each in memory. */
    private static final int MOST_OPEN = 4;

    private static final long SECONDS_OF_A_DAY = 86_400;

    private final ArchiveFormat format;
    private final ArchiveFolder folder;
    private final SchemaSource schemas;
    private final AvroRecordReader<TokenSequence> reader;
    private final Counter records;
    private final Counter tokens;

    /** The one that was written to last comes last. */
    private final Map<String, FileStaging> open = new LinkedHashMap<>(MOST_OPEN, 0.75f, true);

    private long day;
    private TokenizerFingerprint tokenizer;
    private String dataset;

    private final List<StagedFile> staged = new ArrayList<>();
    private final List<Deletion> deletions = new ArrayList<>();
    private final Map<String, Map<Integer, Long>> offsets = new HashMap<>();

    ArchiveWriter(PlannedArchive archive, Map<String, String> registry, MetricGroup metrics) {
        this.format = ArchiveFormats.named(archive.archive().format());
        this.folder = archive.folder();
        this.schemas = SchemaSource.connect(registry);
        this.reader = AvroRecordReader.of(TokenSequence.class, schemas);
        MetricGroup group = metrics.addGroup("archive", archive.archive().name());
        this.records = group.counter("records");
        this.tokens = group.counter("tokens");
    }

    @Override
    public void write(ReadRecord read, Context context) throws IOException {
        SourceRecord source = read.getSource();
        if (source.value() == null) {
            deletions.add(Tombstones.deletion(source));
        } else {
            ArchivedRecord record = new ArchivedRecord(Tombstones.key(source), read.tokens(reader::read));
            staging(dataset(record.tokens())).add(record);
            records.inc();
            tokens.inc(record.tokens().getPlanes().get(0).getIds().size());
        }
        offsets.computeIfAbsent(source.topic(), topic -> new HashMap<>()).put(source.partition(), source.offset() + 1);
    }

    /** Folder of the record's day and tokenizer, most often those of the record before. */
    private String dataset(TokenSequence tokens) {
        long eventDay = Math.floorDiv(tokens.getEventTime().getEpochSecond(), SECONDS_OF_A_DAY);
        if (eventDay != day || !tokens.getTokenizer().equals(tokenizer)) {
            day = eventDay;
            tokenizer = tokens.getTokenizer();
            String of = "tokenizer=" + Origins.fingerprint(tokens);
            dataset = format.byDay() ? "day=" + LocalDate.ofEpochDay(day) + "/" + of : of;
        }
        return dataset;
    }

    private FileStaging staging(String dataset) throws IOException {
        FileStaging found = open.get(dataset);
        if (found == null) {
            if (open.size() == MOST_OPEN) {
                String eldest = open.keySet().iterator().next();
                staged.addAll(open.remove(eldest).finish());
            }
            // The name is given when it is known what is published together.
            found = new FileStaging(folder, format, STAGING_AREA, dataset, number -> "");
            open.put(dataset, found);
        }
        return found;
    }

    /** Nothing is due before a checkpoint. */
    @Override
    public void flush(boolean endOfInput) {}

    @Override
    public Collection<WriterResult> prepareCommit() throws IOException {
        for (FileStaging files : open.values()) {
            staged.addAll(files.finish());
        }
        open.clear();
        if (offsets.isEmpty()) {
            return List.of();
        }
        WriterResult result = new WriterResult(List.copyOf(staged), new NextOffsets(offsets), List.copyOf(deletions));
        staged.clear();
        deletions.clear();
        offsets.clear();
        return List.of(result);
    }

    @Override
    public void close() {
        open.values().forEach(FileStaging::close);
        schemas.close();
    }
}
