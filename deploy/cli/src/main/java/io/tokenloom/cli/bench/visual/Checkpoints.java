package io.tokenloom.cli.bench.visual;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tokenloom.cli.CommandException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** What Flink's JobManager tells about the checkpoints of its one job. */
final class Checkpoints {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long TICK_MILLIS = 100;
    private static final int OK = 200;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final JsonMapper json = JsonMapper.builder().build();
    private final String restUrl;

    /** @param restUrl of the JobManager */
    Checkpoints(String restUrl) {
        this.restUrl = restUrl;
    }

    /**
     * A completed one.
     *
     * @param number counted from the beginning of the job
     * @param stateBytes of the whole state, also of what earlier checkpoints have stored
     * @param millis from its trigger to its completion
     */
    record Completed(long number, long stateBytes, long millis) {
        /** From the answer about all checkpoints; empty where there is none yet. */
        static Optional<Completed> latest(JsonNode checkpoints) {
            JsonNode latest = checkpoints.path("latest").path("completed");
            return latest.isObject()
                    ? Optional.of(new Completed(
                            latest.path("id").asLong(),
                            latest.path("state_size").asLong(),
                            latest.path("end_to_end_duration").asLong()))
                    : Optional.empty();
        }
    }

    /**
     * One that begins after this call.
     *
     * @throws CommandException "failed" if none is completed in two minutes
     */
    Completed next() throws IOException, InterruptedException {
        String job = get("/jobs/overview").path("jobs").path(0).path("jid").asText();
        // The one after the latest may have begun already.
        long wanted = latest(job).map(Completed::number).orElse(0L) + 2;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<Completed> latest = latest(job).filter(completed -> completed.number() >= wanted);
            if (latest.isPresent()) {
                return latest.get();
            }
            Thread.sleep(TICK_MILLIS);
        }
        throw CommandException.failed("no checkpoint was completed in " + PATIENCE.toSeconds() + " s");
    }

    private Optional<Completed> latest(String job) throws IOException, InterruptedException {
        return Completed.latest(get("/jobs/" + job + "/checkpoints"));
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(restUrl + path))
                .timeout(PATIENCE)
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != OK) {
            throw CommandException.failed(
                    "Flink answers " + path + " with status " + response.statusCode() + ": " + response.body());
        }
        return json.readTree(response.body());
    }
}
