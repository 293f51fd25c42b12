package io.tokenloom.cli.bench.text;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.text.ControlToken;
import io.tokenloom.text.TextTokenizer;
import io.tokenloom.text.TokenTable;
import io.tokenloom.text.dynamic.BaseVocabulary;
import io.tokenloom.text.dynamic.Boundary;
import io.tokenloom.text.dynamic.DynamicMerger;
import io.tokenloom.text.dynamic.DynamicRules;
import io.tokenloom.text.dynamic.DynamicSavings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What dynamic merging of a stream saves and costs: the lines of each text are records, taken in windows of several sizes
 * with several numbers of merges, within words, over the base of o200k.
 */
final class DynamicSaving {
    private static final int[] WINDOW_KILOBYTES = {16, 64, 256, 1024};
    private static final int[] MERGES = {100, 1000, 4000};
    private static final long KILOBYTE = 1000;
    private static final double PERCENT = 100;

    private final List<TextGroup> groups;
    private final Results results;

    DynamicSaving(List<TextGroup> groups, Results results) {
        this.groups = groups;
        this.results = results;
    }

    void run() {
        try (TextBundle bundle = TextBundle.open(Vocabulary.O200K.bundle())) {
            BaseVocabulary base = BaseVocabulary.of(table(bundle.tokenizer()), controlIds(bundle));
            for (TextGroup group : groups) {
                List<int[]> records = records(bundle.tokenizer(), group.utf8());
                // Once for the compiler.
                measure(base, records, WINDOW_KILOBYTES[0], MERGES[1]);
                for (int window : WINDOW_KILOBYTES) {
                    for (int merges : MERGES) {
                        tell(group, window, merges, measure(base, records, window, merges));
                    }
                }
            }
        }
    }

    private static DynamicSavings measure(BaseVocabulary base, List<int[]> records, int window, int merges) {
        DynamicMerger merger = new DynamicMerger(base, DynamicRules.forStream(merges, Boundary.WORD), Optional.empty());
        return DynamicSavings.measure(merger, base.tokens(), records, window * KILOBYTE, Integer.MAX_VALUE);
    }

    private void tell(TextGroup group, int window, int merges, DynamicSavings found) {
        String name = "dynamic, " + group.name() + ", windows of " + window + " KB, " + merges + " merges, ";
        results.sample(name + "tokens saved", PERCENT * found.saved(), "%");
        results.sample(name + "delta", (double) found.deltaBytes() / found.windows(), "bytes/window");
        results.sample(name + "delta for a token saved", found.deltaBytesPerSavedToken(), "bytes");
        results.sample(name + "time of merging", found.millisPerMegabyte(), "ms/MB");
        results.tell("%s%.1f %% of the tokens saved", name, PERCENT * found.saved());
    }

    /** The ids of each line with its ending. */
    private static List<int[]> records(TextTokenizer tokenizer, byte[] text) {
        List<int[]> records = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < text.length; at++) {
            if (text[at] == '\n' || at == text.length - 1) {
                records.add(tokenizer.encode(text, start, at + 1 - start));
                start = at + 1;
            }
        }
        return records;
    }

    private static List<Integer> controlIds(TextBundle bundle) {
        return bundle.manifest().controlTokens().stream()
                .map(ControlToken::id)
                .flatMap(id -> id.stream().boxed())
                .toList();
    }

    private static TokenTable table(TextTokenizer tokenizer) {
        byte[][] tokens = new byte[tokenizer.vocabularySize()][];
        Arrays.setAll(tokens, id -> {
            try {
                return tokenizer.decode(new int[] {id});
            } catch (IllegalArgumentException gap) {
                return null;
            }
        });
        return TokenTable.of(tokens);
    }
}
