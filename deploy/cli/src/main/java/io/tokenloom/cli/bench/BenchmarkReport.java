package io.tokenloom.cli.bench;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.tokenloom.cli.output.JsonText;
import io.tokenloom.cli.output.TextTable;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a benchmark found.
 *
 * @param goals each goal and whether it was met
 * @param results all figures
 * @param environment where and with what
 */
@JsonPropertyOrder({"goals", "results", "environment"})
public record BenchmarkReport(List<Verdict> goals, List<Figure> results, Environment environment) {
    /** Copies. */
    public BenchmarkReport {
        goals = List.copyOf(goals);
        results = List.copyOf(results);
    }

    /** Runs it and judges. */
    static BenchmarkReport of(Benchmark benchmark, Consumer<String> progress) throws IOException, InterruptedException {
        Environment environment = Environment.begun();
        List<Figure> figures = benchmark.run(progress);
        return new BenchmarkReport(
                benchmark.goals().stream().map(goal -> goal.judge(figures)).toList(), figures, environment.ended());
    }

    /** For programs. */
    String json() {
        return JsonText.of(this);
    }

    /** For people: goals, then figures, then the environment. */
    String plain() {
        TextTable judged = new TextTable("goal", "wanted", "measured", "met");
        goals.forEach(goal -> judged.row(goal.name(), goal.goal(), Amount.of(goal.value()), goal.met() ? "yes" : "no"));
        TextTable measured = new TextTable("figure", "value", "unit");
        results.forEach(figure -> measured.row(figure.name(), Amount.of(figure.value()), figure.unit()));
        return String.join(System.lineSeparator(), judged.toString(), measured.toString(), conditions());
    }

    private String conditions() {
        return "tokenloom " + environment.tokenloom() + ", Kafka " + environment.kafka() + ", Flink "
                + environment.flink() + ", Java " + environment.java() + ", " + environment.system() + ", "
                + environment.cores() + " cores, " + environment.memoryMegabytes() + " MB, load "
                + Amount.of(environment.loadBefore()) + " before and " + Amount.of(environment.loadAfter())
                + " after, " + environment.date();
    }
}
