package io.tokenloom.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tokenloom.cli.CommandRun;
import io.tokenloom.cli.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Option;

class BenchCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void listsTheBenchmarksWithoutAName() {
        CommandRun run = CommandRun.of("bench");

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        Benchmarks.all()
                .forEach(benchmark -> assertThat(run.out()).contains(benchmark.name(), benchmark.description()));
    }

    @Test
    void answersAnUnknownNameWithTheList() {
        CommandRun run = CommandRun.of("bench", "speed");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("no benchmark \"speed\"").contains(Benchmarks.list());
    }

    @Test
    void printsOnlyJsonOnStandardOutput() throws Exception {
        int exitCode = run("--json", "--value", "3");

        assertThat(exitCode).isEqualTo(ExitCode.OK);
        JsonNode report = JsonMapper.builder().build().readTree(out.toString());
        assertThat(report.fieldNames()).toIterable().containsExactly("goals", "results", "environment");
        assertThat(report.get("goals").toString())
                .isEqualTo("[{\"name\":\"size\",\"goal\":\"at least 2\",\"value\":3.0,\"met\":true}]");
        assertThat(report.get("results").toString()).isEqualTo("[{\"name\":\"size\",\"value\":3.0,\"unit\":\"B\"}]");
        JsonNode environment = report.get("environment");
        assertThat(environment.get("flink").asText()).matches("[0-9.]+");
        assertThat(environment.get("tokenloom").asText()).isNotEmpty().doesNotContain("$");
        assertThat(environment.get("cores").asInt()).isPositive();
        assertThat(environment.get("memoryMegabytes").asLong()).isPositive();
        assertThat(err.toString()).contains("measuring");
    }

    @Test
    void succeedsWhenAGoalIsMissed() {
        int exitCode = run("--value", "1");

        assertThat(exitCode).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).containsPattern("size +at least 2 +1 +no");
    }

    private int run(String... arguments) {
        return new CommandLine(BenchmarkRun.command(new Size()))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static final class Size implements Benchmark {
        @Option(names = "--value", description = "What it finds.")
        private double value;

        @Override
        public String name() {
            return "size";
        }

        @Override
        public String description() {
            return "Measures a size.";
        }

        @Override
        public List<Goal> goals() {
            return List.of(Goal.atLeast("size", 2));
        }

        @Override
        public List<Figure> run(Consumer<String> progress) {
            progress.accept("measuring");
            return List.of(new Figure("size", value, "B"));
        }
    }
}
