package io.tokenloom.cli.bench.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Which documents all engines encode to the same ids. Not thread-safe. */
final class Agreement {
    private final Map<String, Integer> differences = new LinkedHashMap<>();
    private final Consumer<String> notices;

    Agreement(Consumer<String> notices) {
        this.notices = notices;
    }

    /**
     * Documents to be measured.
     *
     * @param numbers of those that all engines encode alike
     * @param tokens how many tokens each document has, by its number
     */
    record Agreed(int[] numbers, int[] tokens) {}

    /** Encodes all documents with all engines; the first one is ours. */
    Agreed check(String subject, List<Engine> engines, int documents) {
        int[] tokens = new int[documents];
        List<Integer> agreed = new ArrayList<>();
        engines.subList(1, engines.size()).forEach(other -> differences.merge(other.name(), 0, Integer::sum));
        for (int document = 0; document < documents; document++) {
            int[] ids = engines.get(0).ids(document);
            tokens[document] = ids.length;
            if (same(subject, ids, document, engines.subList(1, engines.size()))) {
                agreed.add(document);
            }
        }
        if (agreed.isEmpty()) {
            throw new IllegalStateException(subject + ": the engines agree on no document, so none can be measured");
        }
        return new Agreed(agreed.stream().mapToInt(Integer::intValue).toArray(), tokens);
    }

    private boolean same(String subject, int[] ids, int document, List<Engine> others) {
        boolean same = true;
        for (Engine other : others) {
            int at = Arrays.mismatch(ids, other.ids(document));
            if (at >= 0) {
                if (differences.merge(other.name(), 1, Integer::sum) == 1) {
                    notices.accept(subject + ", document " + document + ": the ids differ from those of " + other.name()
                            + " from token " + at + " on");
                }
                same = false;
            }
        }
        return same;
    }

    /** How many documents each of the other engines encoded differently so far. */
    Map<String, Integer> differences() {
        return Map.copyOf(differences);
    }
}
