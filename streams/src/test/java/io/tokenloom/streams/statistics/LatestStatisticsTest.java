package io.tokenloom.streams.statistics;

import static io.tokenloom.streams.statistics.TestTokens.ids;
import static io.tokenloom.streams.statistics.TestTokens.planes;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.streams.http.HttpAddress;
import io.tokenloom.streams.http.StatisticsServer;
import io.tokenloom.wire.IntList;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatestStatisticsTest {
    @Test
    void theNewestClosedWindowOfEachSeriesIsServedFromTheAppsOwnStore() throws Exception {
        try (TestWire wire = new TestWire();
                StatisticsBench bench = StatisticsBench.of(wire, StatisticsBench.options());
                StatisticsServer server = StatisticsServer.start(
                        new HttpAddress(HttpAddress.DEFAULT_HOST, 0), bench.latest(), List::of)) {
            URI stats = URI.create("http://127.0.0.1:" + server.port() + "/stats");
            assertThat(json(stats)).isEmpty();

            bench.pipe(ids(1, 16, 1), planes(1, new TokenPlane("detail", IntList.of(4, 5), 8)), ids(61, 16, 2, 3, 4));
            bench.pipe(ids(200, 16, 5));

            assertThat(bench.latest().get())
                    .extracting(each -> each.getPlane() + " " + each.getTokens())
                    .containsExactly(" 3", "detail 2");
            JsonNode served = json(stats);
            assertThat(served).hasSize(2);
            assertThat(served.get(0).path("windowStart").asText()).isEqualTo("2026-03-04T12:01:00Z");
        }
    }

    private static JsonNode json(URI from) throws IOException {
        try (InputStream body = from.toURL().openStream()) {
            return new ObjectMapper().readTree(body);
        }
    }
}
