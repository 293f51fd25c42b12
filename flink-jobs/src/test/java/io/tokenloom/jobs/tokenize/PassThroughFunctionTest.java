package io.tokenloom.jobs.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.jobs.routes.RecordFormat;
import io.tokenloom.jobs.routes.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.junit.jupiter.api.Test;

class PassThroughFunctionTest {
    private final Route route =
            new Route("copies", "raw", RecordFormat.LINES, "builtin:o200k_base", "copied", "dead", Set.of());
    private final PassThroughFunction function =
            new PassThroughFunction(new PlannedRoute(route, "0011223344556677", 1, "id", 1000, 1000));

    @Test
    void changesNothingButTheTopic() {
        byte[] key = {1};
        byte[] value = {2, 3};
        List<HeaderField> headers = List.of(HeaderField.text("ce_id", "a"));
        List<SinkRecord> copies = new ArrayList<>();

        function.processElement(
                new SourceRecord("raw", 1, 7, 42, key, value, headers), null, new ListCollector<>(copies));

        assertThat(copies).containsExactly(new SinkRecord("copied", 1, 42, key, value, headers));
    }
}
