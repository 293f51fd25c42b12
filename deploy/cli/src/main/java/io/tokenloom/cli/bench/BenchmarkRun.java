package io.tokenloom.cli.bench;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tokenloom bench NAME} for one benchmark. */
@Command(
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:it measured, whether or not the goals are met", "1:it could not measure"})
final class BenchmarkRun implements Callable<Integer> {
    private final Benchmark benchmark;

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print goals, results and environment as JSON.")
    private boolean json;

    private BenchmarkRun(Benchmark benchmark) {
        this.benchmark = benchmark;
    }

    /** The subcommand, with the benchmark's own options among its options. */
    static CommandSpec command(Benchmark benchmark) {
        CommandSpec command = CommandSpec.forAnnotatedObject(new BenchmarkRun(benchmark));
        command.addMixin("benchmark", CommandSpec.forAnnotatedObjectLenient(benchmark));
        command.name(benchmark.name());
        command.usageMessage().description(benchmark.description());
        return command;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            BenchmarkReport report = BenchmarkReport.of(benchmark, line -> tell(err, line));
            out.println(json ? report.json() : report.plain());
            out.flush();
            return ExitCode.OK;
        } catch (IOException e) {
            throw CommandException.failed("a file can't be read or written: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.failed("interrupted", e);
        }
    }

    private static void tell(PrintWriter err, String line) {
        err.println(line);
        err.flush();
    }
}
