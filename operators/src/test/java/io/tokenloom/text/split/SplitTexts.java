package io.tokenloom.text.split;

import java.util.List;
import java.util.Random;

/** Texts of many kinds, out of characters and words that split patterns treat differently. */
final class SplitTexts {
    /** One of each kind, with those whose bytes or number of bytes matter. */
    static final List<String> KINDS = List.of(
            "a",
            "B",
            "s",
            "T",
            "'",
            "\u2019",
            "1",
            " ",
            "\t",
            "\n",
            "\r",
            "/",
            "!",
            "_",
            "\u0000",
            "\u001c",
            "\u007f",
            "\u0085",
            "\u00a0",
            "\u00e9",
            "\u00c9",
            "\u017f",
            "\u01c5",
            "\u02b0",
            "\u0301",
            "\u0660",
            "\u2028",
            "\u200b",
            "\u3000",
            "\u3005",
            "\u3007",
            "\u3040",
            "\u3042",
            "\u3099",
            "\u30fb",
            "\u4e2d",
            "\u2e80",
            "\u00b2",
            "\u20ac",
            "\ud83d\ude00",
            "\ud835\udfd8",
            "\ud801\udc00",
            "\ud801\udc28",
            "\ud840\udc00",
            "\ud81b\udff0",
            "\udb40\udd00",
            "\ue000");

    private static final List<String> WORDS = List.of(
            "word",
            "Word",
            "HTTPServer",
            "n't",
            "'s",
            "'LL",
            "'rE",
            "'v",
            "'\u017f",
            "don't",
            "o'clock",
            "I'd've",
            "  ",
            "    ",
            "\n\n",
            "\r\n",
            "\n   ",
            "\n  \n",
            " \n",
            "23",
            "4567",
            "12345678901234567890",
            "...",
            "//",
            "/\n",
            "!\n/",
            "();\n",
            "<|endoftext|>",
            "\u0416\u0443\u043a",
            " \u0416\u0423\u043a",
            "\u4e2d\u6587",
            "\u3053\u3093A",
            "e\u0301",
            "\u0e19\u0e49\u0e33",
            "\ud55c\uae00",
            "\u0928\u093f",
            "\u00e9t\u00e9",
            "\u00c9t");

    private final Random random;

    SplitTexts(long seed) {
        random = new Random(seed);
    }

    String next() {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(random.nextInt(8) == 0 ? 400 : 40);
        switch (random.nextInt(6)) {
            case 0 -> fromFew(text, length, KINDS, 2);
            case 1 -> fromFew(text, length, KINDS, KINDS.size());
            case 2 -> fromFew(text, length, WORDS, 1 + random.nextInt(6));
            case 3 -> words(text, length);
            case 4 -> ascii(text, length);
            default -> anyCodePoints(text, length);
        }
        return text.toString();
    }

    private void fromFew(StringBuilder text, int length, List<String> all, int kinds) {
        int[] chosen = random.ints(kinds, 0, all.size()).toArray();
        for (int i = 0; i < length; i++) {
            text.append(all.get(chosen[random.nextInt(kinds)]));
        }
    }

    /** Mostly as prose or code: words with a space between, with now and then something odd. */
    private void words(StringBuilder text, int length) {
        for (int i = 0; i < length; i++) {
            text.append(random.nextInt(3) == 0 ? WORDS.get(random.nextInt(WORDS.size())) : "word");
            text.append(random.nextInt(4) == 0 ? KINDS.get(random.nextInt(KINDS.size())) : " ");
        }
    }

    private void ascii(StringBuilder text, int length) {
        String alphabet = random.nextBoolean() ? "aB1 \t\n\r'/!s" : "abcdeLLsT   '\n";
        for (int i = 0; i < 4 * length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
    }

    private void anyCodePoints(StringBuilder text, int length) {
        for (int i = 0; i < length; i++) {
            int limit = random.nextBoolean() ? 0x3100 : 0x110000;
            int c = random.nextInt(limit);
            text.appendCodePoint(c >= 0xD800 && c < 0xE000 ? c - 0x800 : c);
        }
    }
}
