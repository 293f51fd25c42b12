package io.tokenloom.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTreesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "\"text\"",
                "[]",
                "{\"a\": [1, -2, 2147483648, 123456789012345678901234567890, 1.5, 1e300], \"b\": {\"c\": null}}",
                "[true, false, \"\\u00e9\\ud83d\\ude00\", [[{}]]]"
            })
    void makesTheTreesOfAnObjectMapper(String json) throws IOException {
        assertThat(read(json)).isEqualTo(new ObjectMapper().readTree(json));
    }

    @Test
    void refusesASecondValue() {
        assertThatThrownBy(() -> read("{} {}"))
                .isInstanceOf(JsonParseException.class)
                .hasMessageContaining("something follows");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":", "[1, 2", "{\"a\" 1}", "]"})
    void refusesWhatIsNotJson(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(IOException.class);
    }

    private static JsonNode read(String json) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            return JsonTrees.readAll(parser);
        }
    }
}
