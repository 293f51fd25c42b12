package io.tokenloom.cli.bench.visual;

import io.tokenloom.cli.CommandException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** What the route's tasks count, from the Prometheus page of Flink's worker. */
final class WorkerCounters {
    private static final String PREFIX = "flink_taskmanager_job_task_operator_tokenloom_route_";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI page;

    /** @param url of the page */
    WorkerCounters(String url) {
        this.page = URI.create(url);
    }

    /**
     * What the model has done so far.
     *
     * @param pictures that it was given
     * @param runs in which
     */
    record Inference(double pictures, double runs) {
        /** From the text of the page: the sum over all tasks. */
        static Inference of(String text) {
            return new Inference(sum(text, "inference_requests"), sum(text, "inference_runs"));
        }

        private static double sum(String text, String counter) {
            return text.lines()
                    .filter(line -> line.startsWith(PREFIX + counter + "{"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum();
        }

        /**
         * Pictures of a run, on average, since an earlier reading.
         *
         * @throws CommandException "failed" if there was no run
         */
        double batchSince(Inference before) {
            if (runs <= before.runs) {
                throw CommandException.failed("the worker's page of metrics tells of no run of the model");
            }
            return (pictures - before.pictures) / (runs - before.runs);
        }
    }

    Inference read() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(page).timeout(PATIENCE).build();
        return Inference.of(
                client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
}
