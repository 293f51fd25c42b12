package io.tokenloom.cli.bench.archive;

import io.tokenloom.archive.ArchivedRecord;
import io.tokenloom.archive.compact.CompactFile;
import io.tokenloom.archive.compact.CompactFileWriter;
import io.tokenloom.archive.lines.TokenBlock;
import io.tokenloom.archive.lines.TokenClasses;
import io.tokenloom.cli.CommandException;
import io.tokenloom.record.ContentDigest;
import io.tokenloom.record.SourceRef;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.record.Truncation;
import io.tokenloom.record.TruncationKind;
import io.tokenloom.wire.IntList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** A compact file of several logs, with what ingestion tells of their lines. */
final class WholeFile {
    private static final String TOKENIZER = "0000000000000000";
    private static final int DIGEST = 16;
    private static final int LINES_OF_A_MILLISECOND = 20;

    private final CompactPacking packing;
    private final TokenClasses classes;

    WholeFile(CompactPacking packing, TokenClasses classes) {
        this.packing = packing;
        this.classes = classes;
    }

    /** How many bytes the file has. */
    long bytes(List<MeasuredText> logs) throws IOException {
        Path folder = Files.createTempDirectory("tokenloom-archive");
        Path file = folder.resolve("logs.parquet");
        try {
            long lines = 0;
            try (CompactFileWriter writer = new CompactFileWriter(file, TOKENIZER, classes)) {
                for (MeasuredText log : logs) {
                    lines += write(log, lines, writer);
                }
            }
            long read = CompactFile.open(file, classes).verify();
            if (read != lines) {
                throw CommandException.failed(read + " of " + lines + " lines were read back");
            }
            return Files.size(file);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    private int write(MeasuredText log, long offset, CompactFileWriter writer) throws IOException {
        TokenBlock tokens = packing.tokens(log.utf8());
        long position = 0;
        for (int line = 0; line < tokens.items(); line++) {
            int[] ids = tokens.item(line);
            TokenSequence record = new TokenSequence();
            record.setSource(new SourceRef("logs.lines.v1", 0, offset + line, 0, 1));
            record.setItemId(log.name() + "@" + position);
            record.setEventTime(Instant.EPOCH.plusMillis((offset + line) / LINES_OF_A_MILLISECOND));
            record.setContentDigest(new ContentDigest(new byte[DIGEST]));
            record.setTokenizer(new TokenizerFingerprint(HexFormat.of().parseHex(TOKENIZER)));
            record.setPlanes(List.of(new TokenPlane("", IntList.of(ids), 0)));
            record.setOrder(TokenOrder.TEXT);
            record.setTruncation(new Truncation(TruncationKind.NONE, List.of(), List.of()));
            writer.add(new ArchivedRecord(log.name(), record));
            position += classes.bytes(ids);
        }
        return tokens.items();
    }
}
