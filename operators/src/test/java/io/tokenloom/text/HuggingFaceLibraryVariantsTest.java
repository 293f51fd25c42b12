package io.tokenloom.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.text.library.HuggingFaceTextTokenizer;
import java.util.List;
import org.junit.jupiter.api.Test;

class HuggingFaceLibraryVariantsTest extends HuggingFaceVariantsContract {
    @Override
    TextTokenizer tokenizer(byte[] json, List<ControlToken> controlTokens) {
        return HuggingFaceTextTokenizer.of(json, controlTokens);
    }

    @Test
    void closesOnceAndRefusesUseAfterwards() {
        TextTokenizer tokenizer = tokenizer();
        tokenizer.close();
        tokenizer.close();
        assertThatThrownBy(() -> tokenizer.encode("text")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void leavesTheOfflineSwitchOfTheLibraryAsItWas() {
        tokenizer().close();
        assertThat(System.getProperty("ai.djl.offline")).isNull();
    }
}
