package io.tokenloom.text.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.text.split.Splitter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DigitGroupSplitterTest {
    private static final Pattern RUN = Pattern.compile("[0-9]+");

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String pieces(Splitter splitter, String text) {
        StringBuilder joined = new StringBuilder();
        int from = 0;
        for (int end : ends(splitter, ascii(text), 64)) {
            joined.append(joined.isEmpty() ? "" : "|").append(text, from, end);
            from = end;
        }
        return joined.toString();
    }

    private static List<Integer> ends(Splitter splitter, byte[] text, int room) {
        List<Integer> all = new ArrayList<>();
        int[] ends = new int[room];
        for (int at = 0; at < text.length; ) {
            int count = splitter.split(text, at, text.length, true, ends);
            for (int i = 0; i < count; i++) {
                all.add(ends[i]);
            }
            at = ends[count - 1];
        }
        return all;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "THREE_DIGITS;1|234|567",
                "THREE_DIGITS;12|345",
                "THREE_DIGITS;123|456",
                "THREE_DIGITS;123",
                "THREE_DIGITS;costs| |1|234|567| dollars",
                "THREE_DIGITS;x|=|1|234|.|567|8",
                "THREE_DIGITS;3|.|141|592|65| or| |2|.|71",
                "THREE_DIGITS;10|.|0|.|0|.|255",
                "THREE_DIGITS;1|.|234|5|.|6|789",
                "THREE_DIGITS;.|1|234",
                "ONE_DIGIT;1|234|567",
                "ONE_DIGIT;a|12|b",
                "ALL_DIGITS;costs| 1|234|567| dollars",
                "ALL_DIGITS;x| 1|234|.|567|8|y",
                "NOTHING;x-1|234|567y and 12 and 1|234",
                "NOTHING;pi is 3.141|592|65| or 3.14",
                "NOTHING;10.0.0.255",
            })
    void groupsFromTheRight(KindSplitter base, String pieces) {
        assertThat(pieces(new DigitGroupSplitter(base), pieces.replace("|", "")))
                .isEqualTo(pieces);
    }

    @Test
    void theBaseCountsFromTheLeft() {
        assertThat(pieces(KindSplitter.THREE_DIGITS, "1234567")).isEqualTo("123|456|7");
    }

    /** Equal for any room, so for any place to go on from, and for text that arrives cut anywhere. */
    @ParameterizedTest
    @EnumSource(KindSplitter.class)
    void isTheRuleOnRandomText(KindSplitter base) {
        DigitGroupSplitter splitter = new DigitGroupSplitter(base);
        Random random = new Random(21);
        for (int round = 0; round < Integer.getInteger("tokenloom.fuzz", 500); round++) {
            byte[] text = ascii(randomText(random));
            List<Integer> whole = ends(splitter, text, 300);

            assertThat(whole).as("round %d", round).isEqualTo(expected(base, text));
            assertThat(ends(splitter, text, 34))
                    .as("little room, round %d", round)
                    .isEqualTo(whole);
            assertThat(arriving(splitter, text, random))
                    .as("arriving, round %d", round)
                    .isEqualTo(whole);
        }
    }

    private static List<Integer> arriving(Splitter splitter, byte[] text, Random random) {
        List<Integer> all = new ArrayList<>();
        int[] ends = new int[34 + random.nextInt(5)];
        int at = 0;
        int arrived = 0;
        while (at < text.length) {
            arrived = Math.min(text.length, arrived + 1 + random.nextInt(40));
            int count = splitter.split(text, at, arrived, arrived == text.length, ends);
            while (count > 0) {
                for (int i = 0; i < count; i++) {
                    all.add(ends[i]);
                }
                at = ends[count - 1];
                count = splitter.split(text, at, arrived, arrived == text.length, ends);
            }
        }
        return all;
    }

    /** Bounds of the base outside runs, and bounds between groups, straight from the rule. */
    private static List<Integer> expected(KindSplitter base, byte[] text) {
        TreeSet<Integer> bounds = new TreeSet<>(ends(base, text, 300));
        Matcher run = RUN.matcher(new String(text, StandardCharsets.US_ASCII));
        int before = -1;
        while (run.find()) {
            int start = run.start();
            int length = run.end() - start;
            bounds.subSet(start + 1, run.end()).clear();
            boolean fraction = before >= 0 && before == start - 1 && text[before] == '.' && length > 3 && length <= 90;
            if (fraction) {
                for (int at = start + 3; at < run.end(); at += 3) {
                    bounds.add(at);
                }
                bounds.add(run.end());
            } else {
                int at = start;
                for (; run.end() - at > 999; at += 3) {
                    bounds.add(at + 3);
                }
                for (int end = run.end() - 3; end > at; end -= 3) {
                    bounds.add(end);
                }
            }
            before = fraction ? -1 : run.end();
        }
        return List.copyOf(bounds);
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < random.nextInt(12); i++) {
            switch (random.nextInt(5)) {
                case 0 -> text.append("a b-c. ".charAt(random.nextInt(7)));
                case 1 -> text.append(".");
                default -> {
                    int digits = random.nextInt(40) == 0 ? 80 + random.nextInt(1200) : 1 + random.nextInt(9);
                    text.append(random.ints(digits, 0, 10)
                            .mapToObj(Integer::toString)
                            .reduce("", String::concat));
                }
            }
        }
        return text.toString();
    }

    @Test
    void dropsWhatTheBaseDrops() {
        Splitter spaces = (utf8, from, to, last, ends) -> {
            int count = 0;
            for (int at = from; at < to; at++) {
                if (utf8[at] == ' ') {
                    ends[count++] = at;
                    ends[count++] = ~(at + 1);
                }
            }
            ends[count++] = to;
            return count;
        };
        int[] ends = new int[64];

        int count = new DigitGroupSplitter(spaces).split(ascii("ab 1234 5"), 0, 9, true, ends);

        assertThat(Arrays.copyOf(ends, count)).containsExactly(2, ~3, 4, 7, ~8, 9);
    }

    /** A base that reads a run to its end each time would otherwise take time with the square of its length. */
    @Test
    void asksTheBaseOnlyForTheLastGroupOfALongRun() {
        AtomicInteger asked = new AtomicInteger();
        Splitter counting = (utf8, from, to, last, ends) -> {
            asked.incrementAndGet();
            return KindSplitter.ALL_DIGITS.split(utf8, from, to, last, ends);
        };

        List<Integer> ends = ends(new DigitGroupSplitter(counting), ascii("7".repeat(30_000)), 34);

        assertThat(ends).hasSize(10_000);
        assertThat(asked).hasValue(1);
    }

    @Test
    void refusesTooLittleRoom() {
        assertThatThrownBy(
                        () -> new DigitGroupSplitter(KindSplitter.NOTHING).split(ascii("1"), 0, 1, true, new int[33]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("room for 33 ends");
    }

    @ParameterizedTest
    @CsvSource({
        "7654321, 7#654#321",
        "12, 12",
        "-1234.56789 and 0.5, -1#234.567#89 and 0.5",
        "1#234 is not 1234, 1#234 is not 1#234",
    })
    void separatesGroupsAndTakesExactlyTheseOutAgain(String text, String separated) {
        SeparatedDigits digits = SeparatedDigits.of(ascii("_" + text + "_"), 1, text.length(), ascii("#"));

        assertThat(digits.utf8()).asString(StandardCharsets.US_ASCII).isEqualTo(separated);
        assertThat(digits.restored()).asString(StandardCharsets.US_ASCII).isEqualTo(text);
    }

    @Test
    void restoresAnyText() {
        Random random = new Random(22);
        for (int round = 0; round < 2000; round++) {
            byte[] text = ascii(randomText(random));
            byte[] separator = ascii(List.of(",", ".", "1", "foo", " ").get(random.nextInt(5)));

            SeparatedDigits digits = SeparatedDigits.of(text, 0, text.length, separator);

            assertThat(digits.restored()).isEqualTo(text);
        }
    }

    @Test
    void refusesMarksThatDoNotFit() {
        assertThatThrownBy(() -> new SeparatedDigits(ascii("1,234"), new int[] {5}, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at byte 5");
        assertThatThrownBy(() -> SeparatedDigits.of(ascii("1"), 0, 1, new byte[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("separator is empty");
    }
}
