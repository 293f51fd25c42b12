package io.tokenloom.jobs.tokenize;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.deadletter.TokenizationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextMediaTypeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "TEXT/Plain; charset=UTF-8",
                "text/html;charset=\"utf-8\"; format=flowed",
                "application/json",
                "application/ld+json; charset=us-ascii"
            })
    void takesTextInUtf8(String contentType) {
        assertThatCode(() -> TextMediaType.require(contentType)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "application/octet-stream", "", "text", "audio/x+json"})
    void refusesWhatIsNotText(String contentType) {
        assertThatThrownBy(() -> TextMediaType.require(contentType))
                .isInstanceOf(TokenizationException.class)
                .hasMessageContaining("\"" + contentType + "\" is not one of text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain; charset=iso-8859-1", "application/xml;charset=UTF-16"})
    void refusesOtherCharacterSets(String contentType) {
        assertThatThrownBy(() -> TextMediaType.require(contentType))
                .isInstanceOf(TokenizationException.class)
                .hasMessageContaining("another character set than UTF-8")
                .hasMessageContaining("Convert");
    }
}
