package io.tokenloom.cli.bench.archive;

import io.tokenloom.archive.lines.TokenBlock;
import io.tokenloom.archive.lines.TokenClasses;
import io.tokenloom.bundle.TextBundle;
import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.bench.text.Results;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the measuring process does, and its main method, which only {@link ArchiveBenchmark} starts. */
public final class ArchiveMeasuring {
    /** The argument for no folder. */
    static final String NO_FOLDER = "-";

    private static final String BUNDLE = "builtin:o200k_base";
    private static final String COMPACT = "compact";
    private static final String OF_ZSTD = "compact size as a part of zstd -19's";

    private final ArchiveFigures figures = new ArchiveFigures();
    private final Results results;
    private final double seconds;

    private ArchiveMeasuring(Results results, double seconds) {
        this.results = results;
        this.seconds = seconds;
    }

    /** Arguments: folder of logs, folder of texts, seconds. */
    public static void main(String[] arguments) throws IOException {
        Results results = new Results(System.out);
        List<MeasuredText> texts = MeasuredText.all(folder(arguments[0]), folder(arguments[1]), notice -> {});
        new ArchiveMeasuring(results, Double.parseDouble(arguments[2])).measure(texts);
    }

    private static Optional<Path> folder(String argument) {
        return argument.equals(NO_FOLDER) ? Optional.empty() : Optional.of(Path.of(argument));
    }

    private void measure(List<MeasuredText> texts) throws IOException {
        try (TextBundle bundle = TextBundle.open(BUNDLE)) {
            TokenClasses classes = TokenClasses.of(bundle.vocabulary().tokens());
            CompactPacking compact = new CompactPacking(bundle, classes);
            for (MeasuredText text : texts) {
                measure(text, compact);
            }
            List<MeasuredText> logs = texts.stream().filter(MeasuredText::log).toList();
            long bytes = logs.stream().mapToLong(log -> log.utf8().length).sum();
            figures.size("all logs", "one compact file", new WholeFile(compact, classes).bytes(logs) / (double) bytes);
        }
        figures.all().forEach(figure -> results.sample(figure.name(), figure.value(), figure.unit()));
    }

    private void measure(MeasuredText text, CompactPacking compact) {
        Turns turns = new Turns(seconds);
        byte[] utf8 = text.utf8();
        TokenBlock tokens = compact.tokens(utf8);
        byte[] block = compact.pack(tokens);
        requireSame(text.name(), COMPACT, utf8, compact.unpack(block, utf8.length));
        double size = block.length / (double) utf8.length;
        double writing = turns.megabytesPerSecond(utf8.length, () -> compact.pack(tokens));
        double reading = turns.megabytesPerSecond(utf8.length, () -> compact.unpack(block));
        figures.packing(text.name(), COMPACT, size, writing, reading);
        general(text, compact, turns, figures);
        double zstd = general(text, GeneralPacking.ZSTD_19, turns, figures);
        for (Packing packing : List.of(GeneralPacking.GZIP_9, GeneralPacking.ZSTD_3, GeneralPacking.XZ_9)) {
            general(text, packing, turns, figures);
        }
        figures.ratio(text.name(), OF_ZSTD, size / zstd);
        if (text.log()) {
            figures.log(size / zstd, writing, reading);
            pieces(text, compact, figures);
        }
        results.tell(
                "%s: %d bytes, %d ids; compact %.4f bytes a byte, %.3f of zstd -19; writing %.1f, reading %.1f MB/s",
                text.name(), utf8.length, tokens.ids().length, size, size / zstd, writing, reading);
    }

    /** Returns the size. */
    private static double general(MeasuredText text, Packing packing, Turns turns, ArchiveFigures figures) {
        byte[] utf8 = text.utf8();
        byte[] packed = packing.pack(utf8);
        requireSame(text.name(), packing.title(), utf8, packing.unpack(packed, utf8.length));
        double size = packed.length / (double) utf8.length;
        figures.packing(
                text.name(),
                packing.title(),
                size,
                turns.megabytesPerSecond(utf8.length, () -> packing.pack(utf8)),
                turns.megabytesPerSecond(utf8.length, () -> packing.unpack(packed, utf8.length)));
        return size;
    }

    private static void pieces(MeasuredText text, CompactPacking compact, ArchiveFigures figures) {
        SmallPieces pieces = new SmallPieces(text.utf8());
        double bytes = pieces.secondHalf().length;
        String name = text.name() + ", second half";
        figures.size(name, "zstd -19 in pieces with a dictionary", pieces.withDictionary() / bytes);
        figures.size(name, "zstd -19 in pieces", pieces.withoutDictionary() / bytes);
        figures.size(name, "compact in pieces", pieces.compact(compact) / bytes);
        figures.size(name, "zstd -19 as a whole", GeneralPacking.ZSTD_19.pack(pieces.secondHalf()).length / bytes);
        figures.size(name, "compact as a whole", compact.pack(pieces.secondHalf()).length / bytes);
    }

    private static void requireSame(String text, String packing, byte[] wanted, byte[] read) {
        if (!Arrays.equals(wanted, read)) {
            throw CommandException.failed(packing + " did not give " + text + " back as it was");
        }
    }
}
