package io.tokenloom.cli.bench.text;

import io.tokenloom.bundle.TextBundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a measuring process does, and its main method, which only {@link MeasuringProcess} starts. */
public final class Measuring {
    /** The folder of the project, as the script {@code ./tokenloom} gives it. */
    static final String ROOT_PROPERTY = "tokenloom.root";

    private static final String NO_CORPUS = "-";

    /** A part of the measurement. */
    enum Task {
        /** Arguments: mode, vocabulary, rounds, seconds, corpus. */
        RACE,
        /** Arguments: largest mebibytes. */
        WORST,
        /** Arguments: vocabulary. */
        LOAD,
        /** Arguments: corpus. */
        DYNAMIC
    }

    private Measuring() {}

    /** Runs one task; the first argument is its name. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Results results = new Results(System.out);
        switch (Task.valueOf(arguments[0])) {
            case RACE -> {
                EngineRace race = new EngineRace(
                        Mode.valueOf(arguments[1]),
                        corpus(arguments[5]),
                        Integer.parseInt(arguments[3]),
                        Double.parseDouble(arguments[4]),
                        results);
                race.run(Vocabulary.valueOf(arguments[2]));
            }
            case WORST -> {
                try (TextBundle bundle = TextBundle.open(Vocabulary.O200K.bundle())) {
                    new WorstCases(bundle.tokenizer(), Integer.parseInt(arguments[1]), results).run();
                }
            }
            case DYNAMIC -> new DynamicSaving(corpus(arguments[1]), results).run();
            case LOAD -> {
                Vocabulary vocabulary = Vocabulary.valueOf(arguments[1]);
                long start = System.nanoTime();
                TextBundle.open(vocabulary.bundle()).close();
                results.sample(
                        Names.load(vocabulary), (System.nanoTime() - start) / CpuTime.NANOS_OF_A_MILLISECOND, "ms");
            }
        }
    }

    private static List<TextGroup> corpus(String argument) throws IOException {
        return corpus(argument.equals(NO_CORPUS) ? Optional.empty() : Optional.of(Path.of(argument)));
    }

    /** The texts of a folder, or else those that are everywhere. */
    static List<TextGroup> corpus(Optional<Path> folder) throws IOException {
        return folder.isPresent()
                ? CorpusFolder.read(folder.get(), notice -> {})
                : OwnTexts.read(Path.of(System.getProperty(ROOT_PROPERTY, ".")));
    }

    /** The argument that stands for {@link #corpus}'s. */
    static String argument(Optional<Path> corpus) {
        return corpus.map(folder -> folder.toAbsolutePath().toString()).orElse(NO_CORPUS);
    }
}
