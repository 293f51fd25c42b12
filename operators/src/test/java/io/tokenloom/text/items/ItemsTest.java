package io.tokenloom.text.items;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.text.TextTokenizer;
import io.tokenloom.text.TokenTable;
import io.tokenloom.text.split.Splitter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemsTest {
    /** Words with a space in front, and spaces; marks are in the words. */
    private static final Splitter WORDS = new WordSplitter();

    private static final int[] CHARACTERS =
            "ab1 .,'\n\u00e9\u0301\u4e2d\u00b2\u0915\u094d\u0663\ud835\udc00\ud83e\udd16"
                    .codePoints()
                    .toArray();

    private static TextBundle bundle;
    private static TextTokenizer cl100k;

    @BeforeAll
    static void open() {
        bundle = TextBundle.open("builtin:cl100k_base");
        cl100k = bundle.tokenizer();
    }

    @AfterAll
    static void close() {
        bundle.close();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The spellings of the published experiment, as README has them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "abbab;2;2;3",
                "a, b, b, a, b;9;5;1",
                "\"a\", \"b\", \"b\", \"a\", \"b\";14;5;1",
                "a b b a b;5;5;1",
            })
    void countsTheItemsOfThePublishedSpellings(String text, int tokens, int itemTokens, int most) {
        int[] ids = cl100k.encode(text);

        ItemsPerToken counts = ItemsPerToken.of(utf8(text), cl100k.byteEnds(ids));

        assertThat(counts).isEqualTo(new ItemsPerToken(tokens, itemTokens, 5, most));
        assertThat(counts.mean()).isEqualTo(5.0 / itemTokens);
    }

    @Test
    void oneItemInEachTokenWhenItemised() {
        List<Integer> ends = ends(new ItemSplitter(WORDS), utf8("abbab"), 64);
        int tokens = 0;
        int from = 0;
        for (int end : ends) {
            tokens += cl100k.encode("abbab".substring(from, end)).length;
            from = end;
        }

        assertThat(ends).containsExactly(1, 2, 3, 4, 5);
        assertThat(tokens).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "a|b|c",
                " a|b| 1|2",
                "x|,| y|.",
                "e\u0301|e\u0301",
                "\u4e2d|\u6587",
                "a|\u00b2b",
                "...",
            })
    void cutsBeforeEachFurtherItem(String pieces) {
        String text = pieces.replace("|", "");
        byte[] bytes = utf8(text);
        StringBuilder joined = new StringBuilder();
        int from = 0;
        for (int end : ends(new ItemSplitter(WORDS), bytes, 64)) {
            joined.append(from == 0 ? "" : "|").append(new String(bytes, from, end - from, StandardCharsets.UTF_8));
            from = end;
        }

        assertThat(joined).hasToString(pieces);
    }

    @Test
    void noPieceHasTwoItemsAndPiecesAreTheSameHoweverTextArrives() {
        ItemSplitter splitter = new ItemSplitter(WORDS);
        Random random = new Random(31);
        for (int round = 0; round < Integer.getInteger("tokenloom.fuzz", 600); round++) {
            byte[] text = utf8(randomText(random));
            List<Integer> whole = ends(splitter, text, 300);

            int[] ends = whole.stream().mapToInt(Integer::intValue).toArray();
            assertThat(ItemsPerToken.of(text, ends).maximum()).isLessThanOrEqualTo(1);
            assertThat(whole.isEmpty() ? 0 : ends[ends.length - 1]).isEqualTo(text.length);
            assertThat(ends(splitter, text, 1))
                    .as("little room, round %d", round)
                    .isEqualTo(whole);
            assertThat(arriving(splitter, text, random))
                    .as("arriving, round %d", round)
                    .isEqualTo(whole);
        }
    }

    @Test
    void longStretchesWithoutItemsComeAsTheBaseCutsThem() {
        byte[] text = utf8(".".repeat(5000) + "a" + " ".repeat(700));

        assertThat(ends(new ItemSplitter(WORDS), text, 64)).isEqualTo(List.of(5001, 5701));
    }

    @Test
    void sumsUp() {
        ItemsPerToken one = new ItemsPerToken(3, 2, 5, 4);

        assertThat(one.plus(new ItemsPerToken(1, 1, 6, 6))).isEqualTo(new ItemsPerToken(4, 3, 11, 6));
        assertThat(one.plus(ItemsPerToken.NONE)).isEqualTo(one);
        assertThat(ItemsPerToken.NONE.mean()).isZero();
    }

    @Test
    void anItemInSeveralTokensCountsOnce() {
        byte[] letter = utf8("\u4e2d");
        TokenTable table = TokenTable.of(new byte[][] {{letter[0]}, {letter[1], letter[2], 'a'}});

        assertThat(ItemsPerToken.of(table, new int[] {0, 1})).isEqualTo(new ItemsPerToken(2, 2, 2, 1));
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(20);
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(CHARACTERS[random.nextInt(CHARACTERS.length)]);
        }
        return random.nextInt(30) == 0 ? " ".repeat(random.nextInt(600)) + text : text.toString();
    }

    private static List<Integer> ends(Splitter splitter, byte[] text, int room) {
        List<Integer> all = new ArrayList<>();
        int[] ends = new int[room];
        for (int at = 0; at < text.length; at = ends[ends.length - 1]) {
            int count = splitter.split(text, at, text.length, true, ends);
            for (int i = 0; i < count; i++) {
                all.add(ends[i]);
            }
            ends[ends.length - 1] = ends[count - 1];
        }
        return all;
    }

    private static List<Integer> arriving(Splitter splitter, byte[] text, Random random) {
        List<Integer> all = new ArrayList<>();
        int[] ends = new int[1 + random.nextInt(4)];
        int at = 0;
        int arrived = 0;
        while (at < text.length) {
            arrived = Math.min(text.length, arrived + 1 + random.nextInt(6));
            while (arrived < text.length && (text[arrived] & 0xC0) == 0x80) {
                arrived++;
            }
            int count;
            while ((count = splitter.split(text, at, arrived, arrived == text.length, ends)) > 0) {
                for (int i = 0; i < count; i++) {
                    all.add(ends[i]);
                }
                at = ends[count - 1];
            }
        }
        return all;
    }
}
