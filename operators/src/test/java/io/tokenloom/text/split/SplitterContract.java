package io.tokenloom.text.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every way of finding masks must do for every pattern: give the pieces of the regular expression, and of a text that
 * goes on the pieces that are certain and no fewer. {@code -Dtokenloom.fuzz=N} is the number of random texts.
 */
abstract class SplitterContract {
    private static final int TEXTS = Integer.getInteger("tokenloom.fuzz", 1000);
    private static final List<String> CONTINUATIONS = List.of(
            "", "a", "A", "s", "S", "e", "l", "1", " ", "  ", " a", "\n", "!", "/", "'", "'s", "\u017f", "\u4e2d",
            "\u3042", "\u30fb", "\u0301", "\u3000", "\u0000", "\u0000a", "!a");

    private AsciiMasks masks;

    abstract AsciiMasks masks();

    @BeforeEach
    void makeMasks() {
        masks = masks();
    }

    @ParameterizedTest
    @EnumSource
    void splitsAsTheRegularExpression(SplitPattern pattern) {
        Subject subject = new Subject(pattern, masks);
        SplitTexts texts = new SplitTexts(1);
        for (int i = 0; i < TEXTS; i++) {
            subject.assertSplits(texts.next());
        }
    }

    @ParameterizedTest
    @EnumSource
    void splitsThreeOfAnyKindsInARow(SplitPattern pattern) {
        Subject subject = new Subject(pattern, masks);
        for (String first : SplitTexts.KINDS) {
            for (String second : SplitTexts.KINDS) {
                StringBuilder text = new StringBuilder();
                for (String third : SplitTexts.KINDS) {
                    text.append(first)
                            .append(second)
                            .append(third)
                            .append(third)
                            .append("a b");
                }
                subject.assertSplits(text.toString());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void splitsLongRuns(SplitPattern pattern) {
        Subject subject = new Subject(pattern, masks);
        for (String kind : SplitTexts.KINDS) {
            subject.assertSplits("x " + kind.repeat(700) + "\n");
            subject.assertSplits(kind.repeat(70) + "a\n  " + kind.repeat(60) + "B");
        }
    }

    @ParameterizedTest
    @EnumSource
    void givesOfATextThatGoesOnWhatIsCertainAndNoLess(SplitPattern pattern) {
        Subject subject = new Subject(pattern, masks);
        SplitTexts texts = new SplitTexts(2);
        for (int i = 0; i < TEXTS / 20; i++) {
            String text = texts.next();
            int cut = Math.min(text.length(), 30);
            if (cut > 0 && Character.isHighSurrogate(text.charAt(cut - 1))) {
                cut--;
            }
            for (int end = 0; end <= cut; end = end == cut ? cut + 1 : text.offsetByCodePoints(end, 1)) {
                subject.assertCertain(text.substring(0, end));
            }
            subject.assertCertain(text);
        }
    }

    @ParameterizedTest
    @EnumSource
    void splitsATextThatComesInPartsAsTheWhole(SplitPattern pattern) {
        Subject subject = new Subject(pattern, masks);
        SplitTexts texts = new SplitTexts(3);
        Random random = new Random(4);
        for (int i = 0; i < TEXTS; i++) {
            subject.assertSplitsInParts(texts.next(), random);
        }
    }

    /** One splitter with its oracle. */
    private static final class Subject {
        private final SplitPattern pattern;
        private final Splitter splitter;
        private final PatternOracle oracle;

        Subject(SplitPattern pattern, AsciiMasks masks) {
            this.pattern = pattern;
            this.splitter = pattern.splitter(masks);
            this.oracle = new PatternOracle(PublishedPatterns.of(pattern));
        }

        void assertSplits(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            List<Integer> expected = oracle.ends(text);
            assertSame(text, Pieces.ends(splitter, utf8, 0, utf8.length, true, 500), expected);
            // Within a larger array whose other bytes must not matter, and with room for few ends.
            Random random = new Random(text.hashCode());
            int before = random.nextInt(70);
            byte[] larger = new byte[utf8.length + before + random.nextInt(130)];
            random.nextBytes(larger);
            System.arraycopy(utf8, 0, larger, before, utf8.length);
            int capacity = 1 + random.nextInt(130);
            assertSame(text, Pieces.ends(splitter, larger, before, before + utf8.length, true, capacity), expected);
        }

        void assertCertain(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            List<Integer> given = Pieces.ends(splitter, utf8, 0, utf8.length, false, 200);
            Set<Integer> nextEnds = new HashSet<>();
            for (String more : CONTINUATIONS) {
                List<Integer> whole = oracle.ends(text + more);
                assertSame(text + "|" + more, given, whole.subList(0, Math.min(given.size(), whole.size())));
                nextEnds.add(given.size() < whole.size() ? whole.get(given.size()) : -1);
            }
            boolean allGiven = text.isEmpty() || !given.isEmpty() && given.get(given.size() - 1) == utf8.length;
            if (!allGiven) {
                assertThat(nextEnds)
                        .as(
                                "%s of <%s> keeps back what follows end %s, so more text can change it",
                                pattern, escaped(text), given)
                        .hasSizeGreaterThan(1);
            }
        }

        void assertSplitsInParts(String text, Random random) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            List<Integer> result = new ArrayList<>();
            int at = 0;
            for (int to = 0; to < utf8.length; ) {
                to = Math.min(utf8.length, to + 1 + random.nextInt(random.nextBoolean() ? 4 : 100));
                while (!Pieces.isCharacterStart(utf8, to)) {
                    to++;
                }
                boolean last = to == utf8.length;
                for (int end : Pieces.ends(splitter, utf8, at, to, last, 1 + random.nextInt(100))) {
                    result.add(at + end);
                }
                at = result.isEmpty() ? 0 : result.get(result.size() - 1);
            }
            assertSame(text, result, oracle.ends(text));
        }

        private void assertSame(String text, List<Integer> actual, List<Integer> expected) {
            if (!actual.equals(expected)) {
                assertThat(actual).as("%s of <%s>", pattern, escaped(text)).isEqualTo(expected);
            }
        }

        private static String escaped(String text) {
            StringBuilder result = new StringBuilder();
            text.chars().forEach(c -> result.append(c > ' ' && c < 0x7F ? "" + (char) c : String.format("\\u%04x", c)));
            return result.toString();
        }
    }
}
