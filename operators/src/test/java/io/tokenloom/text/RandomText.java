package io.tokenloom.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text out of the things that split patterns treat differently, dense in places where a cut is allowed. */
final class RandomText {
    private static final List<String> PIECES = List.of(
            "a",
            "B",
            "word",
            "Word",
            "aB",
            "n't",
            "'s",
            "'LL",
            "'",
            " ",
            " ",
            " ",
            " ",
            "  ",
            "   ",
            "\n",
            "\n",
            "\n\n",
            "\r\n",
            "\r",
            "\t",
            "1",
            "23",
            "4567",
            ".",
            "!?",
            "//",
            "/\n",
            "...",
            "\u00e9",
            "e\u0301",
            "\u0301",
            "\u00df",
            "\u4e2d",
            "\u6587",
            "\u0416",
            "\ud83d\ude00",
            "\u200d",
            "\u00a0",
            "\u3000",
            "\u2028",
            "\u0000",
            "\u017f",
            "<|endoftext|>",
            "<think>",
            "</think>",
            "<s>",
            "{",
            "}",
            "_",
            "-",
            "\u01c5",
            "\u02b0",
            "x y",
            "x\ny",
            "a b c");

    private final Random random;

    RandomText(Random random) {
        this.random = random;
    }

    String next(int maxPieces) {
        StringBuilder text = new StringBuilder();
        int pieces = random.nextInt(maxPieces);
        // Few kinds at a time make long runs and repeated neighbours, many kinds make odd ones.
        int kinds = 2 + random.nextInt(PIECES.size() - 2);
        int first = random.nextInt(PIECES.size());
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES.get((first + random.nextInt(kinds)) % PIECES.size()));
        }
        return text.toString();
    }

    /** The rule once more, by regular expression, so that the partitioner is not its own witness. */
    static List<Integer> allowedCuts(byte[] utf8) {
        String latin1 = new String(utf8, StandardCharsets.ISO_8859_1);
        Matcher matcher = Pattern.compile("(?<=[A-Za-z])(?= [A-Za-z])|(?<=[A-Za-z]\\n)(?=[A-Za-z])")
                .matcher(latin1);
        List<Integer> cuts = new ArrayList<>();
        while (matcher.find()) {
            cuts.add(matcher.start());
        }
        return cuts;
    }
}
