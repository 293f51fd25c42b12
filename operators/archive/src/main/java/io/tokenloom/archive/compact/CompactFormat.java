package io.tokenloom.archive.compact;

import io.tokenloom.archive.ArchiveFormat;
import io.tokenloom.archive.RecordReader;
import io.tokenloom.archive.SampleReader;
import io.tokenloom.archive.Selection;
import io.tokenloom.archive.TokenFileWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

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
        return RecordReader.of(read(base, Selection.ALL));
    }
}
