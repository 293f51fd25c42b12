package io.tokenloom.cli.bench;

import io.tokenloom.cli.CommandException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tokenloom bench}: lists the benchmarks; each is a subcommand of its own. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        modelTransformer = BenchCommand.WithBenchmarks.class,
        synopsisSubcommandLabel = "[NAME [OPTIONS]]",
        description = {
            "Measures the platform and says whether its goals are met. Without a name it lists the benchmarks.",
            "",
            "Figures depend on the machine and on what else it does; ratios are measured side by side in one run."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:it measured, whether or not the goals are met",
            "1:it could not measure",
            "2:there is no such benchmark, or the command line is wrong"
        })
public final class BenchCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            hidden = true,
            description = "Only reached by a name that is no benchmark, to answer with those there are.")
    private Optional<String> unknown = Optional.empty();

    /** Picocli makes it. */
    public BenchCommand() {}

    @Override
    public void run() {
        unknown.ifPresent(name -> {
            throw CommandException.usage(
                    "there is no benchmark \"" + name + "\". There are:" + System.lineSeparator() + Benchmarks.list());
        });
        spec.commandLine().getOut().println(Benchmarks.list());
        spec.commandLine().getOut().flush();
    }

    /** Adds the benchmarks as subcommands. */
    static final class WithBenchmarks implements IModelTransformer {
        /** Picocli makes it. */
        WithBenchmarks() {}

        @Override
        public CommandSpec transform(CommandSpec bench) {
            Benchmarks.all()
                    .forEach(benchmark -> bench.addSubcommand(benchmark.name(), BenchmarkRun.command(benchmark)));
            return bench;
        }
    }
}
