package io.tokenloom.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeadLetterHeadersTest {
    @Test
    void tellTheCodeItsStageAndTheCause() {
        Map<String, String> headers = DeadLetterHeaders.of(new TokenizationException(
                FailureCode.TEXT_ENCODING, "not UTF-8 at byte 7", new IllegalStateException("inner")));

        assertThat(headers)
                .containsEntry("token.errors.code", "TEXT_ENCODING")
                .containsEntry("token.errors.stage", "decode")
                .containsEntry("token.errors.category", "INPUT")
                .containsEntry("token.errors.retriable", "false")
                .containsEntry("token.errors.exception-class", "java.lang.IllegalStateException")
                .containsEntry("token.errors.message", "not UTF-8 at byte 7");
    }

    @Test
    void boundTheMessageWithoutCuttingACharacter() {
        String emoji = "\uD83D\uDE80";
        for (String message : new String[] {emoji.repeat(600), "x" + emoji.repeat(600)}) {
            String bounded = DeadLetterHeaders.of(new TokenizationException(FailureCode.EMPTY, message))
                    .get(DeadLetterHeaders.MESSAGE);

            assertThat(bounded).hasSizeLessThanOrEqualTo(DeadLetterHeaders.MAX_MESSAGE_CHARS);
            assertThat(new String(bounded.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .isEqualTo(bounded);
        }
    }
}
