package io.tokenloom.standalone.flink;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.prometheus.AbstractPrometheusReporter;

/**
 * Flink's Prometheus metrics on a page of the loopback address. Flink's own reporter opens its port to every network
 * and has no option against it. Thread-safe as far as Flink's registry is.
 */
public final class LoopbackPrometheusReporter extends AbstractPrometheusReporter {
    private static final int NO_BODY = -1;

    private final int port;
    private final CollectorRegistry metrics;
    private HttpServer server;

    LoopbackPrometheusReporter(int port) {
        this.port = port;
        this.metrics = registryOf(this);
    }

    // The registry that the base class fills is visible to its own package only.
    private static CollectorRegistry registryOf(AbstractPrometheusReporter reporter) {
        try {
            Field field = AbstractPrometheusReporter.class.getDeclaredField("registry");
            field.setAccessible(true);
            return (CollectorRegistry) field.get(reporter);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Flink version keeps its Prometheus metrics elsewhere", e);
        }
    }

    @Override
    public void open(MetricConfig config) {
        super.open(config);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("metrics port " + port + " cannot be opened; choose a free one", e);
        }
        server.createContext("/metrics", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestMethod().equals("HEAD")) {
                // Only asks whether this process answers, again and again, which is not worth a page.
                exchange.sendResponseHeaders(200, NO_BODY);
                return;
            }
            ByteArrayOutputStream page = new ByteArrayOutputStream();
            try (Writer writer = new OutputStreamWriter(page, StandardCharsets.UTF_8)) {
                TextFormat.write004(writer, metrics.metricFamilySamples());
            }
            exchange.getResponseHeaders().set("Content-Type", TextFormat.CONTENT_TYPE_004);
            exchange.sendResponseHeaders(200, page.size());
            page.writeTo(exchange.getResponseBody());
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
        }
        super.close();
    }
}
