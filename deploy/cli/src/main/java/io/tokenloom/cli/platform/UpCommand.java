package io.tokenloom.cli.platform;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.ExitCode;
import io.tokenloom.standalone.StandaloneStatus;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tokenloom up}. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Starts the platform on this machine: Kafka, the schema registry, Flink with the Tokenize job, and Kafka Streams"
                    + " apps over its tokens.",
            "",
            "Routes file and tokenizer bundles are checked first, with every mistake at once. All data stays in the home"
                    + " folder between runs, and so do the ports. Everything answers on the loopback address only."
                    + " Ctrl-C before it is up stops what was started.",
            "If the platform is running already, this says so and where."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:it is up, or was already",
            "1:it can't start; or it is running already and an option asks for a change",
            "2:the routes file, the apps file or a bundle has mistakes; nothing was started"
        })
public final class UpCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private HomeOption homeOption;

    @Option(
            names = "--routes",
            paramLabel = "FILE",
            description = "Routes file (default: that of the last start, else routes.yaml in the home folder, which is"
                    + " made if missing).")
    private Optional<Path> routes = Optional.empty();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Connections file with services that run elsewhere: with kafka, no broker is started here, with"
                            + " schemaRegistry no registry (default: that of the last start, else all are started; delete"
                            + " tokenloom.yaml in the home folder to start all again).")
    private Optional<Path> connections = Optional.empty();

    @Option(
            names = "--apps",
            paramLabel = "FILE",
            description = "Apps file, or \"none\" (default: that of the last start, else apps.yaml in the home folder,"
                    + " which is made if missing; none with routes of your own).")
    private Optional<String> apps = Optional.empty();

    @Option(
            names = "--slots",
            paramLabel = "N",
            description = "How many records are tokenized at a time (default: as at the last start, else 2).")
    private Optional<Integer> slots = Optional.empty();

    /** Picocli makes it. */
    public UpCommand() {}

    @Override
    public Integer call() {
        Platform platform = homeOption.platform();
        StartOptions options = new StartOptions(routes, connections, apps, slots);
        StandaloneStatus running = platform.status();
        if (running.supervisorPid().isPresent()) {
            return already(platform, running, options);
        }
        StandaloneStatus started = start(platform, options);
        print(new StatusText(platform, started).plain());
        print(next(platform));
        return ExitCode.OK;
    }

    private StandaloneStatus start(Platform platform, StartOptions options) {
        try (StartWatch watch = StartWatch.onStandardError()) {
            return platform.start(options, watch);
        }
    }

    private int already(Platform platform, StandaloneStatus running, StartOptions options) {
        if (options.chosen()) {
            throw CommandException.failed("the platform in " + platform.home()
                    + " is running already, as it was started. To change that, stop it with \"tokenloom"
                    + " down\" and repeat this; it goes on where it stopped.");
        }
        print(new StatusText(platform, running).plain());
        return running.state() == StandaloneStatus.State.RUNNING ? ExitCode.OK : ExitCode.FAILED;
    }

    private static String next(Platform platform) {
        boolean found =
                platform.home().equals(Path.of(".tokenloom").toAbsolutePath().normalize());
        String config = found ? "" : " --config " + platform.connectionsFile();
        String home = found ? "" : " --home " + platform.home();
        Map<String, String> steps = new LinkedHashMap<>();
        steps.put("ingest PATH..." + config, "sends files, folders or (-) standard input");
        steps.put("tokens tokens.text.v1" + config, "shows what came out");
        steps.put("ledger" + config, "accounts for every record");
        steps.put("down" + home, "stops it; data stays");
        int width = steps.keySet().stream().mapToInt(String::length).max().orElse(0);
        StringBuilder text = new StringBuilder("%nNext:%n".formatted());
        steps.forEach((step, use) -> text.append(String.format("  tokenloom %-" + width + "s  %s%n", step, use)));
        return text.toString().stripTrailing();
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(text);
        out.flush();
    }
}
