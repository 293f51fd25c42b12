package io.tokenloom.streams.http;

import io.tokenloom.record.TokenStatistics;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** Numbers in Prometheus' text format, version 0.0.4. Thread-safe: stateless. */
final class PrometheusText {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final String PREFIX = "tokenloom_";

    private PrometheusText() {}

    static String of(List<TokenStatistics> all) {
        return Gauge.ALL.stream().map(gauge -> family(gauge, all)).collect(Collectors.joining());
    }

    /** Metrics of Kafka's: totals as counters, all else as gauges, by their own tags; those without a value are left out. */
    static String of(Collection<? extends Metric> metrics) {
        Map<String, StringBuilder> families = new TreeMap<>();
        for (Metric metric : metrics) {
            double value = metric.metricValue() instanceof Number number ? number.doubleValue() : Double.NaN;
            if (!Double.isFinite(value)) {
                continue;
            }
            MetricName name = metric.metricName();
            String family = (name.group() + "_" + name.name()).replace('-', '_');
            families.computeIfAbsent(
                            family,
                            first -> new StringBuilder("# HELP " + family + " " + name.description() + "\n# TYPE "
                                    + family + (name.name().endsWith("-total") ? " counter\n" : " gauge\n")))
                    .append(family)
                    .append(new TreeMap<>(name.tags())
                            .entrySet().stream()
                                    .map(tag -> tag.getKey() + "=\"" + escaped(tag.getValue()) + "\"")
                                    .collect(Collectors.joining(",", "{", "}")))
                    .append(' ')
                    .append(value)
                    .append('\n');
        }
        return String.join("", families.values());
    }

    /** Nothing where none of the windows has the number. */
    private static String family(Gauge gauge, List<TokenStatistics> all) {
        StringBuilder samples = new StringBuilder();
        for (TokenStatistics each : all) {
            gauge.value()
                    .apply(each)
                    .ifPresent(number -> samples.append(PREFIX + gauge.name() + labels(each) + " " + number + "\n"));
        }
        return samples.isEmpty()
                ? ""
                : "# HELP " + PREFIX + gauge.name() + " " + gauge.help() + "\n# TYPE " + PREFIX + gauge.name()
                        + " gauge\n" + samples;
    }

    private static String labels(TokenStatistics each) {
        return "{token_topic=\"" + escaped(each.getTokenTopic()) + "\",source_topic=\"" + escaped(each.getSourceTopic())
                + "\",tokenizer=\""
                + HexFormat.of().formatHex(each.getTokenizer().bytes()) + "\",plane=\"" + escaped(each.getPlane())
                + "\",partition=\"" + each.getPartition() + "\"}";
    }

    private static String escaped(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
