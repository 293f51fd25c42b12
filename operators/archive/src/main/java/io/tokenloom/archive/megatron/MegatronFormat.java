package io.tokenloom.archive.megatron;

import io.tokenloom.archive.ArchiveFormat;
import io.tokenloom.archive.ArchivedRecord;
import io.tokenloom.archive.Origins;
import io.tokenloom.archive.RecordReader;
import io.tokenloom.archive.Sample;
import io.tokenloom.archive.SampleReader;
import io.tokenloom.archive.Selection;
import io.tokenloom.archive.TokenFileWriter;
import io.tokenloom.archive.parquet.OriginFile;
import io.tokenloom.token.TokenPlanes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Megatron-LM's pairs of files, a sequence and a document for each token record, ids of 32 bits. A third file says where
 * each sequence comes from, for the pair has no place for it.
 */
public final class MegatronFormat implements ArchiveFormat {
    private static final String ORIGINS = ".origins.parquet";
    private static final long FILE_BYTES = 256L << 20;

    @Override
    public String name() {
        return "megatron";
    }

    /** The index last: without it there is no dataset. */
    @Override
    public List<String> suffixes() {
        return List.of(ORIGINS, IndexedDatasetWriter.IDS, IndexedDatasetWriter.INDEX);
    }

    @Override
    public boolean byDay() {
        return false;
    }

    @Override
    public long fileBytes() {
        return FILE_BYTES;
    }

    @Override
    public TokenFileWriter create(Path base, String tokenizer) throws IOException {
        OriginFile.Writer origins = new OriginFile.Writer(IndexedDatasetWriter.sibling(base, ORIGINS));
        IndexedDatasetWriter file = new IndexedDatasetWriter(base, IdType.INT32, false);
        return new TokenFileWriter() {
            @Override
            public void add(ArchivedRecord record) throws IOException {
                file.add(TokenPlanes.positionMajor(record.tokens().getPlanes()), 0);
                file.endDocument();
                origins.add(Origins.of(record));
            }

            @Override
            public long bytes() {
                return file.bytes() + origins.bytes();
            }

            @Override
            public void close() throws IOException {
                origins.close();
                file.close();
            }
        };
    }

    @Override
    public SampleReader read(Path base, Selection selection) throws IOException {
        return new Reader(base, selection);
    }

    @Override
    public RecordReader records(Path base) throws IOException {
        return RecordReader.of(read(base, Selection.ALL));
    }

    private static final class Reader implements SampleReader {
        private final Selection selection;
        private final IndexedDataset file;
        private final OriginFile.Reader origins;
        private int at;

        Reader(Path base, Selection selection) throws IOException {
            this.selection = selection;
            try {
                this.file = IndexedDataset.open(base);
            } catch (CorruptIndexException e) {
                throw new IOException(base + ": " + e.getMessage(), e);
            }
            this.origins = new OriginFile.Reader(IndexedDatasetWriter.sibling(base, ORIGINS));
            if (origins.samples() != file.sequences()) {
                close();
                throw new IOException(base + " has " + file.sequences() + " sequences, of which " + origins.samples()
                        + " have an origin");
            }
        }

        @Override
        public Optional<Sample> next() throws IOException {
            while (at < file.sequences()) {
                Optional<Sample.Origin> origin = origins.next();
                int number = at++;
                if (origin.isPresent() && selection.has(origin.get())) {
                    return Optional.of(new Sample(origin, file.sequence(number)));
                }
            }
            return Optional.empty();
        }

        @Override
        public void close() throws IOException {
            file.close();
            origins.close();
        }
    }
}
