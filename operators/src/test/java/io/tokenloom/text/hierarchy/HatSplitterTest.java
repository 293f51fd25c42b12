package io.tokenloom.text.hierarchy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.text.TokenBuffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HatSplitterTest {
    private static final int TEXTS = Integer.getInteger("tokenloom.fuzz", 1000);

    /** What the rule treats in ways of their own: letters, marks, spaces, joiners, regional indicators. */
    private static final int[] CHARACTERS =
            (" \t\n\r\u00a0\u202f\u2003'\".,:_-!aAbBz19\u2044\u0301\u200d\u00ad\u05d0\u05f3\u30a2\u4f60\u3042\u0e01"
                            + "\ud83e\udd16\ud83c\udde6\ud83c\udde7\u066b\u2764\ufe0f\u00b7\u0915\u094d\uac00\u2028\u000b")
                    .codePoints()
                    .toArray();

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> spelled(List<byte[]> words) {
        return words.stream()
                .map(word -> new String(word, StandardCharsets.UTF_8))
                .toList();
    }

    /** Words as hat-splitter 0.1 gives them; the bar is between words, and "~" is a line feed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "Hello,| world!",
                "how|Are|You",
                "how_|are_|you",
                "hello|   |world",
                "hello| |~|~|world",
                "this|Is|Camel|Case| and| this| is| not",
                "'here!| is| some,| more| punctuation.| I| h0p3| thi|$| isn''|t| too| ''|much''.{{}}()|<|>|$%|^&*'",
                "0123456789",
                "\u8db3|\u738b|\u98df|\u76ae",
                "\\r~|\\r~",
                "3.|14| 1\u20442| 1|\u2044",
                " \\t\u0301|x",
                " |\\t|x",
                " \u202fabc| |\u202f| ",
                "\ud83c\udde9\ud83c\uddea|\ud83c\uddeb\ud83c\uddf7|\ud83c\uddea",
                "\u4e41(| \u2022_\u2022| )|\u310f|   |\u2ff0|\u6728|\u65e5|\ud83d\udc7e",
                "'a''|b| \u05d0\"|\u05d1| HTTPServer'",
                "\u0e2a|\u0e27\u0e31|\u0e2a| \u3072|\u3089|\u30ab\u30bf\u30ab\u30ca"
            })
    void splitsAsThePublishedRule(String words) {
        List<String> expected = List.of(unescape(words).split("\\|"));

        assertThat(spelled(new HatSplitter().split(String.join("", expected)))).isEqualTo(expected);
    }

    private static String unescape(String text) {
        return text.replace('~', '\n').translateEscapes();
    }

    @Test
    void emptyTextHasNoWords() {
        assertThat(new HatSplitter().split("")).isEmpty();
        assertThat(new HatSplitter().stream().finish()).isEmpty();
    }

    @Test
    void cutsLongWordsBetweenCharacters() {
        assertThat(spelled(new HatSplitter(10).split("verylongword"))).containsExactly("verylongwo", "rd");
        assertThat(spelled(new HatSplitter(2).split("f\u00fcr"))).containsExactly("f", "\u00fc", "r");
        assertThat(spelled(new HatSplitter().split("a".repeat(150))))
                .containsExactly("a".repeat(64), "a".repeat(64), "a".repeat(22));
    }

    @Test
    void cutsACharacterThatIsLongerThanTheLimit() {
        List<byte[]> words = new HatSplitter(2).split("\ud83c\udf1d");

        assertThat(words).containsExactly(new byte[] {(byte) 0xF0, (byte) 0x9F}, new byte[] {(byte) 0x8C, (byte) 0x9D});
    }

    @Test
    void aLimitOfNothingIsRefused() {
        assertThatThrownBy(() -> new HatSplitter(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("limitBytes is 0");
    }

    @Test
    void isNamedByWhatItDependsOn() {
        assertThat(new HatSplitter().name()).isEqualTo("hat-unicode16-limit64");
    }

    /** Cut anywhere, within characters too; what was given is never taken back, and all together is the whole text's. */
    @Test
    void streamsGiveTheWordsOfTheWhole() {
        Random random = new Random(11);
        for (int round = 0; round < TEXTS; round++) {
            byte[] text = utf8(randomText(random, random.nextInt(40)));
            HatSplitter splitter = new HatSplitter(random.nextBoolean() ? 64 : 1 + random.nextInt(9));
            List<byte[]> whole = splitter.split(text);
            HatStream stream = splitter.stream();
            List<byte[]> words = new ArrayList<>();
            for (int at = 0; at < text.length; ) {
                int length = Math.min(text.length - at, 1 + random.nextInt(6));
                words.addAll(stream.append(text, at, length));
                at += length;
            }
            words.addAll(stream.finish());

            assertThat(words).as("words in round %d", round).containsExactlyElementsOf(whole);
            assertThat(joined(words)).isEqualTo(text);
        }
    }

    @Test
    void givenWordsAreTheFirstOfAnyLongerText() {
        Random random = new Random(12);
        for (int round = 0; round < TEXTS; round++) {
            String begun = randomText(random, random.nextInt(12));
            List<byte[]> given = new HatSplitter().stream().append(utf8(begun), 0, utf8(begun).length);
            List<byte[]> longer = new HatSplitter().split(begun + randomText(random, random.nextInt(12)));

            assertThat(longer.subList(0, given.size())).containsExactlyElementsOf(given);
        }
    }

    @Test
    void aStreamHoldsNoMoreThanAWord() {
        HatStream stream = new HatSplitter().stream();
        byte[] letters = utf8("x".repeat(100_000));

        List<byte[]> words = stream.append(letters, 0, letters.length);

        assertThat(words).hasSize(100_000 / 64);
    }

    @Test
    void aStreamRefusesToHoldBackWithoutBound() {
        HatStream stream = new HatSplitter().stream();
        byte[] spaces = utf8(" " + "\u202f".repeat(200_000));

        stream.append(spaces, 0, spaces.length);
        assertThatThrownBy(() -> stream.append(spaces, 1, spaces.length - 1))
                .isInstanceOfSatisfying(
                        TokenizationException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.TEXT_LIMIT));
    }

    @Test
    void malformedTextIsRefusedWithItsPlace() {
        byte[] broken = {'a', ' ', (byte) 0xC3, 'b'};

        assertThatThrownBy(() -> new HatSplitter().split(broken))
                .isInstanceOfSatisfying(
                        TokenizationException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.TEXT_ENCODING))
                .hasMessageContaining("byte 2");
        HatStream stream = new HatSplitter().stream();
        stream.append(broken, 0, 3);
        assertThatThrownBy(stream::finish).hasMessageContaining("byte 2");
    }

    @Test
    void anEndedStreamTakesNoMore() {
        HatStream stream = new HatSplitter().stream();
        stream.finish();

        assertThatThrownBy(() -> stream.append(new byte[1], 0, 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void tokensAreBytesWithTheEndsOfWordsBeside() {
        HatTokenizer tokenizer = new HatTokenizer(new HatSplitter());
        byte[] text = utf8("xxf\u00fcr dich");
        TokenBuffer tokens = TokenBuffer.withSpans();

        HatWords words = tokenizer.words(text, 2, text.length - 2);
        tokenizer.encode(text, 2, text.length - 2, tokens);

        assertThat(words.ids()).containsExactly('f', 0xC3, 0xBC, 'r', ' ', 'd', 'i', 'c', 'h');
        assertThat(words.wordEnds()).containsExactly(4, 9);
        assertThat(tokens.toArray()).isEqualTo(words.ids());
        assertThat(tokenizer.decode(words.ids())).isEqualTo(utf8("f\u00fcr dich"));
        assertThat(tokens.end(8)).isEqualTo(9);
    }

    private static String randomText(Random random, int length) {
        StringBuilder text = new StringBuilder();
        int used = 2 + random.nextInt(CHARACTERS.length - 1);
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(CHARACTERS[random.nextInt(used)]);
        }
        return text.toString();
    }

    private static byte[] joined(List<byte[]> words) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        words.forEach(bytes::writeBytes);
        return bytes.toByteArray();
    }
}
