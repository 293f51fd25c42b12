package io.tokenloom.cli.bench.archive;

import io.tokenloom.archive.lines.TokenBlock;
import io.tokenloom.archive.lines.TokenClasses;
import io.tokenloom.bundle.TextBundle;
import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.bench.Benchmark;
import io.tokenloom.cli.bench.Figure;
import io.tokenloom.cli.bench.Goal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** {@code tokenloom bench archive}; the package tells the method. */
public final class ArchiveBenchmark implements Benchmark {
    private static final String BUNDLE = "builtin:o200k_base";
    private static final String COMPACT = "compact";
    private static final String OF_ZSTD = "compact size as a part of zstd -19's";

    @Option(
            names = "--logs",
            paramLabel = "DIR",
            description = "Logs to measure with, each file by itself (default: the logs of the demo).")
    private Optional<Path> logs = Optional.empty();

    @Option(
            names = "--texts",
            paramLabel = "DIR",
            description = "Prose and code to measure beside the logs, each file by itself (default: none).")
    private Optional<Path> texts = Optional.empty();

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "Processor time for each rate (default: ${DEFAULT-VALUE}).",
            defaultValue = "0.5")
    private double seconds;

    /** For the list of benchmarks. */
    public ArchiveBenchmark() {}

    @Override
    public String name() {
        return "archive";
    }

    @Override
    public String description() {
        return "Compact archives of token ids against gzip, zstd and xz: sizes and rates on logs, prose and code.";
    }

    @Override
    public List<Goal> goals() {
        return ArchiveFigures.goals();
    }

    @Override
    public List<Figure> run(Consumer<String> progress) throws IOException {
        if (!(seconds >= 0)) {
            throw CommandException.usage("--seconds is at least 0");
        }
        List<MeasuredText> measured = new ArrayList<>(
                logs.isPresent() ? MeasuredText.ofFolder(logs.get(), true, progress) : MeasuredText.ofDemo());
        if (texts.isPresent()) {
            measured.addAll(MeasuredText.ofFolder(texts.get(), false, progress));
        }
        ArchiveFigures figures = new ArchiveFigures();
        try (TextBundle bundle = TextBundle.open(BUNDLE)) {
            TokenClasses classes = TokenClasses.of(bundle.vocabulary().tokens());
            CompactPacking compact = new CompactPacking(bundle, classes);
            for (MeasuredText text : measured) {
                measure(text, compact, figures, progress);
            }
            List<MeasuredText> logs =
                    measured.stream().filter(MeasuredText::log).toList();
            long bytes = logs.stream().mapToLong(log -> log.utf8().length).sum();
            figures.size("all logs", "one compact file", new WholeFile(compact, classes).bytes(logs) / (double) bytes);
        }
        Claims.lines().forEach(progress);
        return figures.all();
    }

    private void measure(MeasuredText text, CompactPacking compact, ArchiveFigures figures, Consumer<String> progress) {
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
        progress.accept(String.format(
                Locale.ROOT,
                "%s: %d bytes, %d ids; compact %.4f bytes a byte, %.3f of zstd -19; writing %.1f, reading %.1f MB/s",
                text.name(),
                utf8.length,
                tokens.ids().length,
                size,
                size / zstd,
                writing,
                reading));
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
