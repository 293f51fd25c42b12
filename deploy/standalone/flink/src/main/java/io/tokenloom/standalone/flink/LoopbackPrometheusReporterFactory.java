package io.tokenloom.standalone.flink;

import java.util.Properties;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Found by Flink through its service file; the option {@code port} is the page's port. */
public final class LoopbackPrometheusReporterFactory implements MetricReporterFactory {
    @Override
    public LoopbackPrometheusReporter createMetricReporter(Properties properties) {
        String port = properties.getProperty("port");
        if (port == null) {
            throw new IllegalArgumentException("the metrics page has no port; set metrics.reporter.<name>.port");
        }
        return new LoopbackPrometheusReporter(Integer.parseInt(port.strip()));
    }
}
