package io.tokenloom.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextPartitionerTest {
    @Test
    void keepsATextWithinTheLimitWhole() {
        assertThat(cuts("", 1)).containsExactly(0);
        assertThat(cuts("abc", 3)).containsExactly(3);
        assertThat(TextPartitioner.cuts("abc".getBytes(UTF_8), 3, CutRule.NONE)).containsExactly(3);
    }

    @Test
    void cutsBeforeTheLastSpaceWithinTheLimit() {
        assertThat(cuts("one two six", 7)).containsExactly(7, 11);
        assertThat(cuts("one two six", 6)).containsExactly(3, 7, 11);
    }

    @Test
    void cutsAfterALineFeed() {
        assertThat(cuts("one\ntwo", 5)).containsExactly(4, 7);
    }

    @Test
    void cutsNowhereElse() {
        for (String text : new String[] {
            "aaaaaaaa",
            "a  bbbbb",
            "a 1bbbbb",
            "1 abbbbb",
            "a\n\nbbbbb",
            "a\r\nbbbbb",
            "a.\nbbbbb",
            "a\n bbbbb",
            "a\tbbbbbb",
            "a\u00a0bbbbb",
            "\u00e9 bbbbbb",
            "a \u00e9bbbb",
            " aaaaaaa",
            "\naaaaaaa",
            "a@ {bbbb",
            "a [bbbbb"
        }) {
            assertThatThrownBy(() -> cuts(text, 6)).as(text).isInstanceOf(TokenizationException.class);
        }
    }

    @Test
    void refusesWhereThereIsNoPlaceToCut() {
        byte[] word = new byte[5 * 1024 * 1024];
        assertThatThrownBy(() -> TextPartitioner.cuts(word, TextPartitioner.DEFAULT_LIMIT_BYTES, CutRule.WORD))
                .isInstanceOfSatisfying(
                        TokenizationException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.TEXT_LIMIT))
                .hasMessageContaining("between byte 0 and byte 4194304");
        assertThatThrownBy(() -> TextPartitioner.cuts(word, TextPartitioner.DEFAULT_LIMIT_BYTES, CutRule.NONE))
                .isInstanceOfSatisfying(
                        TokenizationException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.TEXT_LIMIT));
    }

    @Test
    void refusesALimitThatNothingFits() {
        assertThatThrownBy(() -> cuts("a", 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void makesManyPartsOfALongText() {
        StringBuilder text = new StringBuilder();
        while (text.length() < 9_000_000) {
            text.append("words and words ");
        }
        int[] ends = cuts(text.toString(), 1000);
        int start = 0;
        for (int end : ends) {
            assertThat(end - start).isBetween(1, 1000);
            start = end;
        }
        assertThat(start).isEqualTo(text.length());
    }

    @Test
    void cutsOnlyWhereTheRuleSays() {
        RandomText texts = new RandomText(new Random(7));
        for (int round = 0; round < 500; round++) {
            byte[] utf8 = texts.next(200).getBytes(UTF_8);
            for (int limit : new int[] {3, 10, 50}) {
                try {
                    int[] ends = TextPartitioner.cuts(utf8, limit, CutRule.WORD);
                    for (int i = 0; i < ends.length - 1; i++) {
                        assertThat(RandomText.allowedCuts(utf8)).contains(ends[i]);
                    }
                } catch (TokenizationException e) {
                    assertThat(e.code()).isEqualTo(FailureCode.TEXT_LIMIT);
                }
            }
        }
    }

    private static int[] cuts(String text, int limit) {
        return TextPartitioner.cuts(text.getBytes(UTF_8), limit, CutRule.WORD);
    }
}
