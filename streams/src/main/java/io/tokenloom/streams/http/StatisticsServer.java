package io.tokenloom.streams.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tokenloom.record.TokenStatistics;
import io.tokenloom.wire.AvroTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the newest statistics: {@code GET /stats} as a JSON list, {@code GET /metrics} as gauges for Prometheus, {@code GET
 * /health}, which is 200 while they can be had and else 503. Knows no users: whoever reaches the address may read. One
 * request at a time. {@link #close} ends it with its thread.
 */
public final class StatisticsServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StatisticsServer.class);
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int WRONG_METHOD = 405;
    private static final int UNAVAILABLE = 503;
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .setDefaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, JsonInclude.Include.NON_NULL));

    private final HttpServer server;
    private final ExecutorService thread;
    private final Supplier<List<TokenStatistics>> newest;
    private final Supplier<List<Metric>> metrics;

    private record Answer(int status, String contentType, String body) {}

    private StatisticsServer(
            HttpServer server,
            ExecutorService thread,
            Supplier<List<TokenStatistics>> newest,
            Supplier<List<Metric>> metrics) {
        this.server = server;
        this.thread = thread;
        this.newest = newest;
        this.metrics = metrics;
    }

    /**
     * Starts serving.
     *
     * @param newest called for each request, by another thread
     * @param metrics what stands at /metrics besides; called likewise
     * @throws UncheckedIOException if the address can't be listened at
     */
    public static StatisticsServer start(
            HttpAddress address, Supplier<List<TokenStatistics>> newest, Supplier<List<Metric>> metrics) {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(address.host(), address.port()), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Can't listen at " + address.host() + ":" + address.port() + " (" + e.getMessage()
                            + "). Name another port of this machine, or end what listens there.",
                    e);
        }
        ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
            Thread made = new Thread(task, "statistics-http");
            made.setDaemon(true);
            return made;
        });
        StatisticsServer made = new StatisticsServer(server, thread, newest, metrics);
        server.setExecutor(thread);
        server.createContext("/", made::handle);
        server.start();
        return made;
    }

    /** The port that it listens at. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = "GET".equals(exchange.getRequestMethod())
                    ? answer(exchange.getRequestURI().getPath())
                    : new Answer(WRONG_METHOD, TEXT, "Only GET is known here.\n");
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(String path) {
        try {
            return switch (path) {
                case "/stats" -> new Answer(OK, JSON, json(newest.get()));
                case "/metrics" ->
                    new Answer(
                            OK,
                            PrometheusText.CONTENT_TYPE,
                            PrometheusText.of(newest.get()) + PrometheusText.of(metrics.get()));
                case "/health" -> {
                    newest.get();
                    yield new Answer(OK, TEXT, "ok\n");
                }
                default -> new Answer(NOT_FOUND, TEXT, "Known are /stats, /metrics and /health.\n");
            };
        } catch (RuntimeException e) {
            // As while partitions move between instances; whoever asks can only ask again.
            LOG.debug("The newest statistics can't be had", e);
            return new Answer(UNAVAILABLE, TEXT, "The statistics can't be had at the moment. Ask again.\n");
        }
    }

    private static String json(List<TokenStatistics> all) {
        try {
            return MAPPER.writeValueAsString(all.stream().map(AvroTree::of).toList());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("maps and lists are always JSON", e);
        }
    }
}
