package io.tokenloom.cli.bench.sequences;

import java.util.List;

/** What is done with the token records of a benchmark, each lane by a process of its own. */
enum AppsLane {
    /** Records are copied as they are. */
    PASS_THROUGH("pass-through"),
    /** Records are copied through a repartition topic, which documents by correlation id need. */
    REPARTITION("pass-through, repartitioned"),
    /** Documents are put together and packed, by correlation id as usual. */
    ASSEMBLE("assemble and pack"),
    /** Tokens are measured. */
    STATISTICS("statistics");

    private static final String COPIES = "rounds.copies.%s.v1";

    private final String title;

    AppsLane(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    boolean copies() {
        return this == PASS_THROUGH || this == REPARTITION;
    }

    /** Name of its app: the end of its application id. */
    String app() {
        return switch (this) {
            case PASS_THROUGH -> "copy";
            case REPARTITION -> "twice";
            case ASSEMBLE -> "sequences";
            case STATISTICS -> "statistics";
        };
    }

    /** Topic that it writes in a run. */
    String target(String run) {
        return switch (this) {
            case PASS_THROUGH, REPARTITION -> COPIES.formatted(run);
            case ASSEMBLE -> "rounds.packed.%s.v1".formatted(run);
            case STATISTICS -> "rounds.stats.%s.v1".formatted(run);
        };
    }

    /** Topic of what it can't use. */
    String deadLetters(String run) {
        return "rounds.dlq.%s.v1".formatted(run);
    }

    /** Its apps file. */
    String yaml(String run) {
        List<String> from = List.of(TokenizedDocuments.TEXTS, TokenizedDocuments.PICTURES);
        return switch (this) {
            case PASS_THROUGH, REPARTITION -> throw new IllegalStateException("needs no apps file");
            case ASSEMBLE -> """
                    application: %s
                    assemble:
                      - name: sequences
                        from: %s
                        to: %s
                        deadLetters: %s
                        documents: {gap: 10s}
                        ids:
                          - {tokenizer: o200k_base, modality: text, offset: 0}
                          - {tokenizer: visual-reference, modality: visual, offset: 200064, begin: [200019], end: [200020]}
                        documentEnd: [199999]
                        pack: {length: 8192, delay: 10s}
                    """.formatted(run, from, target(run), deadLetters(run));
            case STATISTICS -> """
                    application: %s
                    statistics:
                      - {name: statistics, from: %s, to: %s, deadLetters: %s}
                    """.formatted(run, from, target(run), deadLetters(run));
        };
    }
}
