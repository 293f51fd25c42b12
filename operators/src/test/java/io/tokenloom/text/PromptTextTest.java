package io.tokenloom.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.text.PromptText.Control;
import io.tokenloom.text.PromptText.Text;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PromptTextTest {
    @Test
    void neighbouringTextsAreOne() {
        PromptText prompt = PromptText.builder()
                .text("")
                .control("<|user|>")
                .text("a\ud83d")
                .text("\ude00 ")
                .text("b".getBytes(UTF_8), 0, 1)
                .text("")
                .control(new ControlToken("<|end|>", OptionalInt.empty()))
                .build();
        assertThat(prompt.parts())
                .containsExactly(new Control("<|user|>"), new Text("a\ud83d\ude00 b"), new Control("<|end|>"));
        assertThat(prompt.spelling()).isEqualTo("<|user|>a\ud83d\ude00 b<|end|>");
    }

    @Test
    void aPromptStaysAsItWasBuilt() {
        PromptText.Builder builder = PromptText.builder().text("a");
        PromptText first = builder.build();
        builder.control("<s>");
        assertThat(first.parts()).containsExactly(new Text("a"));
        assertThat(first).isEqualTo(PromptText.builder().text("a").build());
    }

    @Test
    void replacesLoneSurrogates() {
        assertThat(PromptText.builder().text("a\ud83d").build().spelling()).isEqualTo("a\ufffd");
    }

    @Test
    void refusesAnEmptyControlToken() {
        assertThatThrownBy(() -> PromptText.builder().control("")).isInstanceOf(IllegalArgumentException.class);
    }
}
