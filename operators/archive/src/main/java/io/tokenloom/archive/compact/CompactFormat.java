package io.tokenloom.archive.compact;

import io.tokenloom.archive.ArchiveFormat;
import io.tokenloom.archive.ArchivedRecord;
import io.tokenloom.archive.Origins;
import io.tokenloom.archive.RecordReader;
import io.tokenloom.archive.Sample;
import io.tokenloom.archive.SampleReader;
import io.tokenloom.archive.Selection;
import io.tokenloom.archive.TokenFileWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Compact files: few bits for each token of logs, searched without decoding them all. */
public final class CompactFormat implements ArchiveFormat {
    private static final String SUFFIX = ".parquet";
    private static final long FILE_BYTES = 64L << 20;

    @Override
    public String name() {
        return "compact";
    }

    @Override
    public List<String> suffixes() {
        return List.of(SUFFIX);
    }

    @Override
    public boolean byDay() {
        return true;
    }

    @Override
    public long fileBytes() {
        return FILE_BYTES;
    }

    @Override
    public TokenFileWriter create(Path base, String tokenizer) throws IOException {
        return new CompactFileWriter(path(base), tokenizer, KnownVocabularies.classes(tokenizer));
    }

    /** Opens a file for searching it. */
    public CompactFile open(Path base) throws IOException {
        return CompactFile.open(path(base), KnownVocabularies.classes(CompactFile.tokenizer(path(base))));
    }

    private static Path path(Path base) {
        return base.resolveSibling(base.getFileName() + SUFFIX);
    }

    @Override
    public SampleReader read(Path base, Selection selection) throws IOException {
        return open(base).reader(selection);
    }

    @Override
    public RecordReader records(Path base) throws IOException {
        SampleReader samples = read(base, Selection.ALL);
        return new RecordReader() {
            @Override
            public Optional<ArchivedRecord> next() throws IOException {
                Optional<Sample> sample = samples.next();
                return sample.map(found -> Origins.record(found.origin().orElseThrow(), found.ids()));
            }

            @Override
            public void close() throws IOException {
                samples.close();
            }
        };
    }

    /** Parquet needs none: readers list the folder. */
    @Override
    public void index(Path dataset, List<IndexedFile> files) {}
}
