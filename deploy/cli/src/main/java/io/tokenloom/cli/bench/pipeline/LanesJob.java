package io.tokenloom.cli.bench.pipeline;

import io.tokenloom.standalone.JobSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The one job that holds all lanes. */
final class LanesJob {
    private static final String JOB_CLASS = "io.tokenloom.jobs.tokenize.ComparisonMain";

    private LanesJob() {}

    /** Writes the routes file of each lane into the folder. */
    static JobSettings write(Path home, Path connections) throws IOException {
        return new JobSettings(
                JOB_CLASS,
                List.of(
                        "--tokenize",
                        String.join(
                                ",",
                                routes(home, Lane.TOKENS),
                                routes(home, Lane.TOKENS_AT_ONCE),
                                routes(home, Lane.FRAMES),
                                routes(home, Lane.FRAMES_AT_ONCE)),
                        "--pass-through",
                        routes(home, Lane.COPIES),
                        "--connections",
                        connections.toString()),
                List.of());
    }

    private static String routes(Path home, Lane lane) throws IOException {
        return Files.writeString(home.resolve(lane.name() + ".yaml"), lane.routes())
                .toString();
    }
}
