package io.tokenloom.cli.bench.text;

/** Names of figures, which the processes that measure and the one that judges have to agree on. */
final class Names {
    static final String WARM = "warm";
    static final String COLD = "cold";
    static final String ONE_THREAD = "one thread";
    static final String TWO_THREADS = "two threads";
    static final String TWO_THREADS_CPU = "two threads / one, per CPU second";
    private static final String RATIO = " / ";

    private Names() {}

    /** What is measured: a vocabulary, a kind of text, a length of documents, warm or cold. */
    static String subject(Vocabulary vocabulary, String group, Shape shape, String state) {
        return vocabulary.text() + ", " + group + ", " + shape.text() + ", " + state;
    }

    /** Ours to another engine. */
    static String ratio(String subject, Mode mode, String engine) {
        return subject + mode.suffix() + RATIO + engine;
    }

    /** Whether something is compared, so that how far the rounds differ says how good the figure is. */
    static boolean isRatio(String name) {
        return name.contains(RATIO);
    }

    /** Megabytes per second of an engine. */
    static String rate(String subject, Mode mode, String engine) {
        return subject + (engine.equals(Engines.OURS) ? mode.suffix() : "") + ", " + engine;
    }

    /** How many documents have other ids than another engine gives. */
    static String disagreement(String engine) {
        return "documents with other ids than " + engine;
    }

    /** CPU of a mebibyte of a text made to be slow. */
    static String worst(String kind) {
        return "1 MiB of " + kind;
    }

    /** The largest factor by which twice as much of it takes longer. */
    static String doubling(String kind) {
        return "twice as much of " + kind + RATIO + "once";
    }

    /** Time to open a bundle. */
    static String load(Vocabulary vocabulary) {
        return "load of " + vocabulary.text();
    }
}
