package io.tokenloom.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SEED's ids as the text that its language model reads. */
class SpelledTagsTest {
    @Test
    void spellsIdsWithFiveDigits() {
        assertThat(SpelledTags.SEED.spell(new int[] {0, 42, 8191}))
                .isEqualTo("<img><img_00000><img_00042><img_08191></img>");
    }

    @Test
    void readsEachIdThatItSpells() {
        int[] all = IntStream.range(0, 8192).toArray();

        assertThat(SpelledTags.SEED.read(SpelledTags.SEED.spell(all))).isEqualTo(all);
        assertThat(SpelledTags.SEED.read("<img></img>")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<img>",
                "<img></img> ",
                "<img><img_0000></img>",
                "<img><img_000000></img>",
                "<img><img_00001> <img_00002></img>",
                "<img>cat</img>",
                "<img><img_08192></img>"
            })
    void refusesAnyOtherText(String text) {
        assertThatExceptionOfType(TokenContractException.class).isThrownBy(() -> SpelledTags.SEED.read(text));
    }

    @Test
    void refusesIdsWithoutATag() {
        assertThatExceptionOfType(TokenContractException.class)
                .isThrownBy(() -> SpelledTags.SEED.spell(new int[] {8192}))
                .withMessageContaining("8192");
    }
}
