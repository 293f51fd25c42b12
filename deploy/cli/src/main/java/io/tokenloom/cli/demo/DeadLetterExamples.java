package io.tokenloom.cli.demo;

import io.tokenloom.cli.demo.report.DeadLetter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A few dead letters of each source and code, for the page. Not thread-safe. */
final class DeadLetterExamples {
    private static final int MOST = 40;
    private static final int MOST_OF_A_SOURCE = 2;

    private final List<DeadLetter> examples = new ArrayList<>();

    /** Takes it if there are not enough of its kind. */
    void add(String source, io.tokenloom.reader.records.DeadLetter letter, byte[] content) {
        long told = examples.stream()
                .filter(known -> known.source().equals(source) && known.code().equals(letter.code()))
                .count();
        if (told < MOST_OF_A_SOURCE && examples.size() < MOST) {
            examples.add(new DeadLetter(
                    source,
                    letter.source().toString(),
                    letter.code(),
                    letter.message(),
                    content.length,
                    Arrays.copyOf(content, Math.min(content.length, DeadLetter.FIRST_BYTES))));
        }
    }

    /** Those that were taken. */
    List<DeadLetter> examples() {
        return List.copyOf(examples);
    }
}
