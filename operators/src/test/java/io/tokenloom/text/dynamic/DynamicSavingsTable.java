package io.tokenloom.text.dynamic;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.text.TextTokenizer;
import io.tokenloom.text.TokenTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Prints what dynamic merging saves on files of text, one record a line, with o200k_base: arguments are the files. */
final class DynamicSavingsTable {
    private static final int[] WINDOW_KILOBYTES = {16, 64, 256, 1024};
    private static final int[] MERGES = {100, 1000, 4000};
    private static final int[] MINIMUM_COUNTS = {1, 2, 4};

    private DynamicSavingsTable() {}

    public static void main(String[] files) throws IOException {
        try (TextBundle bundle = TextBundle.open("builtin:o200k_base")) {
            TextTokenizer tokenizer = bundle.tokenizer();
            TokenTable base = table(tokenizer);
            BaseVocabulary vocabulary = BaseVocabulary.of(base, Set.of(199999, 200018));
            List<List<int[]>> texts = new ArrayList<>();
            for (String file : files) {
                List<int[]> records = new ArrayList<>();
                for (String line :
                        Files.readString(Path.of(file), StandardCharsets.UTF_8).split("\n")) {
                    records.add(tokenizer.encode(line + "\n"));
                }
                texts.add(records);
            }
            // Once over all of it, so that the figures are those of compiled code.
            for (List<int[]> text : texts) {
                measure(text, vocabulary, Boundary.WORD, 16, 1000, 1);
                measure(text, vocabulary, Boundary.WORD, 1024, 4000, 1);
            }
            System.out.println("file | boundary | window KB | M | min | merges/window | saved % | delta B/window"
                    + " | delta B/saved token | ms/MB");
            for (int f = 0; f < files.length; f++) {
                String name = Path.of(files[f]).getFileName().toString();
                for (Boundary boundary : List.of(Boundary.WORD, Boundary.SENTENCE)) {
                    for (int window : WINDOW_KILOBYTES) {
                        for (int merges : MERGES) {
                            for (int minimum : MINIMUM_COUNTS) {
                                DynamicSavings s = measure(texts.get(f), vocabulary, boundary, window, merges, minimum);
                                System.out.printf(
                                        Locale.ROOT,
                                        "%s | %s | %d | %d | %d | %d | %.1f | %d | %.2f | %.1f%n",
                                        name,
                                        boundary,
                                        window,
                                        merges,
                                        minimum,
                                        s.merges() / s.windows(),
                                        100 * s.saved(),
                                        s.deltaBytes() / s.windows(),
                                        s.deltaBytesPerSavedToken(),
                                        s.millisPerMegabyte());
                            }
                        }
                    }
                }
            }
        }
    }

    private static DynamicSavings measure(
            List<int[]> records, BaseVocabulary base, Boundary boundary, int window, int merges, int minimum) {
        DynamicMerger merger = new DynamicMerger(
                base, new DynamicRules(merges, boundary, minimum, DynamicRules.STREAM_TOKEN_BYTES), Optional.empty());
        return DynamicSavings.measure(merger, base.tokens(), records, window * 1000L, Integer.MAX_VALUE);
    }

    private static TokenTable table(TextTokenizer tokenizer) {
        byte[][] tokens = new byte[tokenizer.vocabularySize()][];
        Arrays.setAll(tokens, id -> {
            try {
                return tokenizer.decode(new int[] {id});
            } catch (IllegalArgumentException e) {
                return null;
            }
        });
        return TokenTable.of(tokens);
    }
}
