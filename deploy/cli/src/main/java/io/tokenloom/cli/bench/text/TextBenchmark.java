package io.tokenloom.cli.bench.text;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.bench.Benchmark;
import io.tokenloom.cli.bench.Figure;
import io.tokenloom.cli.bench.Goal;
import io.tokenloom.cli.bench.race.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** {@code tokenloom bench text}; the package tells the method. */
public final class TextBenchmark implements Benchmark {
    private static final int LOADS = 5;
    private static final double KILOBYTE = 1000;

    @Option(
            names = "--corpus",
            paramLabel = "DIR",
            description = "Texts to measure with: each subfolder and each file in it is a kind of text (default: the"
                    + " project's own documents and sources, logs, and text in many languages by ICU).")
    private Optional<Path> corpus = Optional.empty();

    @Option(
            names = "--pairs",
            paramLabel = "N",
            description = "How often each engine has its turn at each text (default: ${DEFAULT-VALUE}).",
            defaultValue = "7")
    private int pairs;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "Processor time of a turn (default: ${DEFAULT-VALUE}).",
            defaultValue = "0.2")
    private double seconds;

    @Option(
            names = "--largest",
            paramLabel = "MIB",
            description = "Size up to which the worst cases are doubled (default: ${DEFAULT-VALUE}).",
            defaultValue = "64")
    private int largest;

    @Option(
            names = "--dynamic",
            description = "Measure too what dynamic merging saves and costs, for windows and numbers of merges.")
    private boolean dynamic;

    private List<String> groups = List.of(TextGroup.MULTILINGUAL);

    /** For the list of benchmarks. */
    public TextBenchmark() {}

    @Override
    public String name() {
        return "text";
    }

    @Override
    public String description() {
        return "The text engine against JTokkit and Hugging Face through JNI: ids, rates, threads, worst cases, load.";
    }

    /** Depends on the texts, so it is to be asked after the run. */
    @Override
    public List<Goal> goals() {
        return TextGoals.all(groups);
    }

    @Override
    public List<Figure> run(Consumer<String> progress) throws IOException, InterruptedException {
        if (pairs < 1 || !(seconds > 0) || largest < 2) {
            throw CommandException.usage("--pairs is at least 1, --seconds more than 0, --largest at least 2");
        }
        groups = describe(progress);
        Samples samples = new Samples();
        MeasuringProcess process = new MeasuringProcess(samples, progress);
        for (int i = 0; i < LOADS; i++) {
            for (Vocabulary vocabulary : Vocabulary.values()) {
                process.run(Mode.VECTOR, Measuring.Task.LOAD, vocabulary.name());
            }
        }
        for (Vocabulary vocabulary : Vocabulary.values()) {
            for (Mode mode : Mode.values()) {
                process.run(
                        mode,
                        Measuring.Task.RACE,
                        mode.name(),
                        vocabulary.name(),
                        Integer.toString(pairs),
                        Double.toString(seconds),
                        Measuring.argument(corpus));
            }
        }
        process.run(Mode.VECTOR, Measuring.Task.WORST, Integer.toString(largest));
        if (dynamic) {
            process.run(Mode.VECTOR, Measuring.Task.DYNAMIC, Measuring.argument(corpus));
        }
        return TextGoals.figures(samples, groups);
    }

    private List<String> describe(Consumer<String> progress) throws IOException {
        List<TextGroup> texts =
                corpus.isPresent() ? CorpusFolder.read(corpus.get(), progress) : Measuring.corpus(Optional.empty());
        texts.forEach(text -> progress.accept(String.format(
                Locale.ROOT, "%s: %.0f KB, %s", text.name(), text.utf8().length / KILOBYTE, text.origin())));
        return texts.stream().map(TextGroup::name).toList();
    }
}
