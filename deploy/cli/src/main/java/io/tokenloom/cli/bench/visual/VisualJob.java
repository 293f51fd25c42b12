package io.tokenloom.cli.bench.visual;

import io.tokenloom.cli.bench.race.BenchPlatform;
import io.tokenloom.cli.bench.race.Course;
import io.tokenloom.standalone.JobSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The Tokenize job with one route of frames, as a user would have it.
 *
 * @param tokenizer of the route, as in a routes file
 * @param options of the route, as in a routes file
 */
record VisualJob(String tokenizer, String options) implements BenchPlatform.Job {
    /** Where its frames come from and its tokens go to. */
    static final Course COURSE = new Course("bench.visual.raw.v1", "bench.visual.v1");

    private static final String JOB_CLASS = "io.tokenloom.jobs.tokenize.TokenizeMain";
    private static final String ROUTES = """
            job: bench-visual
            routes:
              - name: frames
                from: {topic: %s, format: bytes, item: frame}
                tokenizer: '%s'
                to: %s
                options: %s
            """;

    @Override
    public JobSettings in(Path home, Path connections) throws IOException {
        Path routes = Files.writeString(
                home.resolve("bench.yaml"),
                ROUTES.formatted(COURSE.source(), tokenizer.replace("'", "''"), COURSE.target(), options));
        return new JobSettings(
                JOB_CLASS,
                List.of("--routes", routes.toString(), "--connections", connections.toString(), "--provision"),
                List.of());
    }
}
