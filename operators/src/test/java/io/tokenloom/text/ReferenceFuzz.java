package io.tokenloom.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.ibm.icu.lang.UCharacter;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Compares a tokenizer with a reference on many texts.
 *
 * @param name for messages
 * @param reference what to compare with
 * @param knowsOldUnicode whether the reference takes letters and numbers from the running JDK, so that it may differ on
 *     characters that are younger
 */
record ReferenceFuzz(String name, TextTokenizer tokenizer, TextTokenizer reference, boolean knowsOldUnicode) {
    private static final int SHOWN = 10;

    /**
     * What came out.
     *
     * @param texts how many were compared
     * @param explained how many differ from the reference for a reason that is known beforehand; somebody else decides
     * @param faults differences without such a reason, the first few
     */
    record Result(int texts, int explained, List<String> faults) {}

    /**
     * @param explained gets a line of JSON for each text that differs for a known reason: the text and our ids
     */
    Result run(int texts, long seed, List<String> corpora, PrintStream explained) {
        Random random = new Random(seed);
        FuzzTexts source = new FuzzTexts(random, corpora);
        ReferenceCheck check = new ReferenceCheck(tokenizer, reference, new Random(seed));
        List<String> faults = new ArrayList<>();
        int known = 0;
        for (int i = 0; i < texts && faults.size() < SHOWN; i++) {
            String text = source.next();
            Optional<String> difference = check.difference(text);
            if (difference.isPresent() && mayDiffer(text)) {
                known++;
                explained.println(json(text, tokenizer.encode(text)));
                difference = Optional.empty();
            }
            // What follows from ids takes longer than they do.
            Optional<String> fault = difference.isPresent() || i % 4 != 0 ? difference : check.inconsistency(text);
            int number = i;
            fault.ifPresent(f ->
                    faults.add(name + ", text " + number + " of seed " + seed + ", \"" + quoted(text) + "\": " + f));
        }
        return new Result(texts, known, faults);
    }

    private boolean mayDiffer(String text) {
        return knowsOldUnicode && text.codePoints().anyMatch(ReferenceFuzz::isYoung);
    }

    private static boolean isYoung(int codePoint) {
        return Character.getType(codePoint) != UCharacter.getType(codePoint);
    }

    static String json(String text, int[] ids) {
        StringBuilder line =
                new StringBuilder("{\"text\":\"").append(quoted(text)).append("\",\"ids\":[");
        for (int i = 0; i < ids.length; i++) {
            line.append(i == 0 ? "" : ",").append(ids[i]);
        }
        return line.append("]}").toString();
    }

    /** With escapes for all that is not ASCII. */
    private static String quoted(String text) {
        StringBuilder result = new StringBuilder();
        String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text))
                .chars()
                .forEach(c -> result.append(c < 0x7f ? String.valueOf((char) c) : String.format("\\u%04x", c)));
        return result.toString();
    }

    /** Real texts out of files. */
    static List<String> read(List<Path> files) {
        return files.stream().map(ReferenceFuzz::read).toList();
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
