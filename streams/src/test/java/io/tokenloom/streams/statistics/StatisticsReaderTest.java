package io.tokenloom.streams.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tokenloom.configuration.FileSchema;
import io.tokenloom.configuration.Mistake;
import io.tokenloom.record.TokenStatistics;
import io.tokenloom.streams.StreamsApp;
import io.tokenloom.streams.http.HttpAddress;
import io.tokenloom.topics.TopicCatalogue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticsReaderTest {
    private static final FileSchema SCHEMA = FileSchema.load(StreamsApp.class, "statistics.schema.json");

    @Test
    void namesAndTopicsAreEnough() throws IOException {
        StatisticsOptions options = read("{'name': 'looks', 'from': ['tokens.text.v1']}");

        assertThat(options).isEqualTo(StatisticsOptions.of("looks", List.of("tokens.text.v1")));
        assertThat(options.window()).isEqualTo(Duration.ofMinutes(1));
        assertThat(options.grace()).isEqualTo(Duration.ofSeconds(10));
        assertThat(options.inputs()).containsExactly("tokens.text.v1", "tokens.tokenizers.v1");
        assertThat(options.outputs())
                .containsOnlyKeys(TopicCatalogue.STATISTICS)
                .containsValue(TokenStatistics.class);
    }

    @Test
    void everythingCanBeSaid() throws IOException {
        StatisticsOptions options = read("{'name': 'looks', 'from': ['a', 'b'], 'to': 'c', 'deadLetters': 'd',"
                + " 'window': '10s', 'grace': '0s', 'mostPairs': 1000, 'http': {'port': 9405}}");

        assertThat(options)
                .isEqualTo(new StatisticsOptions(
                        "looks",
                        List.of("a", "b"),
                        "c",
                        "d",
                        Duration.ofSeconds(10),
                        Duration.ZERO,
                        1000,
                        Optional.of(new HttpAddress("127.0.0.1", 9405))));
        assertThat(options.outputs().keySet()).singleElement().satisfies(topic -> {
            assertThat(topic.name()).isEqualTo("c");
            assertThat(topic.cleanup()).isEqualTo(TopicCatalogue.STATISTICS.cleanup());
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'name': 'x'} | '\"from\" is missing. Add it. Write a map with name and from.'",
                "{'name': 'x', 'from': []} | 'from: a list of 0 is not right. Write a list of at least one token topic, each once.'",
                "{'name': 'x', 'from': ['a', 'a']} | 'from: a list of 2 is not right. Write a list of at least one token topic, each once.'",
                "{'name': 'x', 'from': ['a'], 'window': '0s'} | 'window: \"0s\" is not right. Write a duration over 0 such as 10s, 1min or 1h.'",
                "{'name': 'x', 'from': ['a'], 'http': {}} | 'http: \"port\" is missing. Add it. Write a map with port, and host where others than this machine may ask.'",
                "{'name': 'x', 'from': ['a'], 'windows': '1s'} | '\"windows\" is not known here. Check the spelling or take it out; known are name, from, to, deadLetters, window, grace, mostPairs, http.'",
            })
    void mistakesNameThePlaceAndTheMend(String entry, String message) throws IOException {
        List<Mistake> mistakes = SCHEMA.mistakes(Path.of("apps.yaml"), json(entry.replace("''", "'")));

        assertThat(mistakes).singleElement().asString().isEqualTo("apps.yaml: " + message);
    }

    @Test
    void aWindowWithoutLengthIsRefused() {
        StatisticsOptions valid = StatisticsBench.options();

        assertThatThrownBy(() -> new StatisticsOptions(
                        "x",
                        valid.from(),
                        valid.to(),
                        valid.deadLetters(),
                        Duration.ZERO,
                        valid.grace(),
                        1,
                        Optional.empty()))
                .hasMessageContaining("a window has a millisecond at least");
    }

    private static StatisticsOptions read(String entry) throws IOException {
        JsonNode node = json(entry);
        assertThat(SCHEMA.mistakes(Path.of("apps.yaml"), node)).isEmpty();
        return StatisticsReader.read(node);
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }
}
