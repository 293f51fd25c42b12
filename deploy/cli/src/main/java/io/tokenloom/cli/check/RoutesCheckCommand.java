package io.tokenloom.cli.check;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.ExitCode;
import io.tokenloom.cli.connection.Brokers;
import io.tokenloom.cli.connection.ConnectionOptions;
import io.tokenloom.cli.output.JsonText;
import io.tokenloom.configuration.ConfigurationException;
import io.tokenloom.configuration.Mistake;
import io.tokenloom.connection.Connections;
import io.tokenloom.jobs.routes.ClusterCheck;
import io.tokenloom.jobs.routes.ClusterUnavailableException;
import io.tokenloom.reader.ReaderException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tokenloom routes check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Tells everything that is wrong with a routes file and the tokenizer bundles that it names.",
            "",
            "With --cluster also what is wrong between it and a Kafka cluster: missing topics and rights, record sizes,"
                    + " transaction times. That is asked when the file itself has no mistakes."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:no mistakes",
            "1:mistakes, all of them printed",
            "2:there is no such file, or the connections file has mistakes",
            "3:Kafka can't be reached"
        })
final class RoutesCheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connectionOptions;

    @Parameters(paramLabel = "FILE", description = "Routes file.")
    private Path file;

    @Option(names = "--cluster", description = "Ask the Kafka cluster of the connections file, too.")
    private boolean cluster;

    @Option(names = "--json", description = "Print what was found as JSON.")
    private boolean json;

    /** Picocli makes it. */
    RoutesCheckCommand() {}

    @Override
    public Integer call() {
        if (!Files.isRegularFile(file)) {
            throw CommandException.usage(file + " is not a file. Name a routes file.");
        }
        RoutesFinding finding = RoutesFinding.of(file);
        if (cluster && finding.sound()) {
            finding = finding.with(clusterMistakes(finding));
        }
        RoutesText text = new RoutesText(finding);
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? JsonText.of(text.json()) : text.plain());
        out.flush();
        return finding.sound() ? ExitCode.OK : ExitCode.FAILED;
    }

    private List<Mistake> clusterMistakes(RoutesFinding finding) {
        Connections connections = connectionOptions.connections();
        try (Brokers brokers = Brokers.connect(connections)) {
            ClusterCheck.check(brokers.admin(), file.toString(), finding.routes());
            return List.of();
        } catch (ConfigurationException e) {
            return e.mistakes();
        } catch (ClusterUnavailableException e) {
            throw ReaderException.unreachable(connections, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.failed("interrupted while asking the cluster", e);
        }
    }
}
