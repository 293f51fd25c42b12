package io.tokenloom.streams.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tokenloom.record.BigramDistribution;
import io.tokenloom.record.DeflatedIds;
import io.tokenloom.record.IdDistribution;
import io.tokenloom.record.TokenStatistics;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.record.VocabularyUse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.Avg;
import org.apache.kafka.common.metrics.stats.CumulativeCount;
import org.junit.jupiter.api.Test;

class StatisticsServerTest {
    private static final HttpAddress ANY_PORT = new HttpAddress(HttpAddress.DEFAULT_HOST, 0);
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void statsAreRecordsAsPlainJson() throws Exception {
        HttpResponse<String> response = get(() -> List.of(ids(), vectors()), "/stats");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        JsonNode stats = new ObjectMapper().readTree(response.body());
        assertThat(stats).hasSize(2);
        JsonNode first = stats.get(0);
        assertThat(first.path("tokenizer").asText()).isEqualTo("0102030405060708");
        assertThat(first.path("windowStart").asText()).isEqualTo("2026-03-04T12:00:00Z");
        assertThat(first.path("tokens").asLong()).isEqualTo(40);
        assertThat(first.path("distribution").path("entropy").asDouble()).isEqualTo(3.25);
        assertThat(first.path("distribution").path("growth").get(1).asInt()).isEqualTo(9);
        assertThat(first.path("distribution")
                        .path("vocabulary")
                        .path("codebookUsage")
                        .asDouble())
                .isEqualTo(0.5);
        assertThat(first.path("distribution").has("zipfExponent")).isFalse();
        assertThat(stats.get(1).has("distribution")).isFalse();
    }

    @Test
    void metricsAreGaugesWithTheSeriesAsLabels() throws Exception {
        HttpResponse<String> response = get(() -> List.of(ids(), vectors()), "/metrics");

        String labels =
                "{token_topic=\"tokens\",source_topic=\"logs\",tokenizer=\"0102030405060708\",plane=\"a\\\"b\",partition=\"1\"}";
        assertThat(response.headers().firstValue("Content-Type")).contains(PrometheusText.CONTENT_TYPE);
        assertThat(response.body().lines())
                .contains(
                        "# TYPE tokenloom_entropy_bits gauge",
                        "tokenloom_entropy_bits" + labels + " 3.25",
                        "tokenloom_window_tokens" + labels + " 40",
                        "tokenloom_tokens_per_item" + labels + " 10.0",
                        "tokenloom_codebook_usage" + labels + " 0.5",
                        "tokenloom_deflate_ratio" + labels + " 1.25",
                        "tokenloom_conditional_entropy_bits" + labels + " 2.5")
                .noneMatch(line -> line.contains("zipf"))
                .filteredOn(line -> line.startsWith("tokenloom_window_tokens"))
                .hasSize(2);
    }

    @Test
    void metricsOfAppsStandBesideThem() throws Exception {
        try (Metrics registry = new Metrics()) {
            Map<String, String> tags = Map.of("task", "1_0", "app", "sequences");
            Sensor fill = registry.sensor("fill");
            fill.add(new MetricName("fill-avg", "tokenloom-packs", "How full.", tags), new Avg());
            fill.add(new MetricName("sequences-total", "tokenloom-packs", "How many.", tags), new CumulativeCount());
            fill.record(0.5);
            registry.sensor("none").add(new MetricName("delay-ms-avg", "tokenloom-packs", "None.", tags), new Avg());

            HttpResponse<String> response =
                    get(List::of, () -> List.copyOf(registry.metrics().values()), "/metrics");

            assertThat(response.body().lines())
                    .contains(
                            "# HELP tokenloom_packs_fill_avg How full.",
                            "# TYPE tokenloom_packs_fill_avg gauge",
                            "tokenloom_packs_fill_avg{app=\"sequences\",task=\"1_0\"} 0.5",
                            "# TYPE tokenloom_packs_sequences_total counter",
                            "tokenloom_packs_sequences_total{app=\"sequences\",task=\"1_0\"} 1.0")
                    .noneMatch(line -> line.contains("delay"));
        }
    }

    @Test
    void sayWhetherTheyCanBeHad() throws Exception {
        assertThat(get(List::of, "/health").statusCode()).isEqualTo(200);
        Supplier<List<TokenStatistics>> moving = () -> {
            throw new IllegalStateException("partitions move");
        };
        assertThat(get(moving, "/health").statusCode()).isEqualTo(503);
        assertThat(get(moving, "/stats").statusCode()).isEqualTo(503);
    }

    @Test
    void otherPathsAndMethodsAreRefused() throws Exception {
        assertThat(get(List::of, "/other").statusCode()).isEqualTo(404);
        try (StatisticsServer server = StatisticsServer.start(ANY_PORT, List::of, List::of)) {
            HttpRequest post = HttpRequest.newBuilder(uri(server, "/stats"))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            assertThat(client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(405);
        }
    }

    @Test
    void thePortIsFreeOnceItIsClosed() throws Exception {
        StatisticsServer first = StatisticsServer.start(ANY_PORT, List::of, List::of);
        HttpAddress taken = new HttpAddress(HttpAddress.DEFAULT_HOST, first.port());
        assertThatThrownBy(() -> StatisticsServer.start(taken, List::of, List::of))
                .hasMessageContaining("Can't listen at 127.0.0.1:" + first.port());
        first.close();
        first.close();

        StatisticsServer.start(taken, List::of, List::of).close();
        assertThatThrownBy(() -> client.send(
                        HttpRequest.newBuilder(uri(first.port(), "/health")).build(),
                        HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
    }

    private HttpResponse<String> get(Supplier<List<TokenStatistics>> newest, String path) throws Exception {
        return get(newest, List::of, path);
    }

    private HttpResponse<String> get(
            Supplier<List<TokenStatistics>> newest, Supplier<List<Metric>> metrics, String path) throws Exception {
        try (StatisticsServer server = StatisticsServer.start(ANY_PORT, newest, metrics)) {
            return client.send(HttpRequest.newBuilder(uri(server, path)).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static URI uri(StatisticsServer server, String path) {
        return uri(server.port(), path);
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static TokenStatistics ids() {
        return builder()
                .setPlane("a\"b")
                .setDistribution(new IdDistribution(
                        8,
                        3.25,
                        9.5,
                        null,
                        200.0,
                        List.of(7, 9),
                        null,
                        new VocabularyUse(0.5, 0.75, 0.25),
                        List.of(9L, 4L)))
                .setBigrams(new BigramDistribution(2.5, 1.0, 36L))
                .setDeflated(new DeflatedIds(50L, 40L))
                .build();
    }

    private static TokenStatistics.Builder builder() {
        Instant start = Instant.parse("2026-03-04T12:00:00Z");
        return TokenStatistics.newBuilder()
                .setTokenizer(new TokenizerFingerprint(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}))
                .setPlane("")
                .setSourceTopic("logs")
                .setTokenTopic("tokens")
                .setPartition(1)
                .setWindowStart(start)
                .setWindowEnd(start.plusSeconds(60))
                .setRecords(4L)
                .setItems(4L)
                .setTokens(40L)
                .setMostTokens(12)
                .setLate(0L)
                .setVocabularySize(16);
    }

    private static TokenStatistics vectors() {
        return builder().build();
    }
}
