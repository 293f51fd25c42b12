package io.tokenloom.cli.demo;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.ExitCode;
import io.tokenloom.cli.demo.report.DemoOutcome;
import io.tokenloom.cli.demo.report.ReportFolder;
import io.tokenloom.cli.platform.Platform;
import io.tokenloom.cli.platform.RunningPlatform;
import io.tokenloom.cli.platform.StartOptions;
import io.tokenloom.configuration.ConfigurationException;
import io.tokenloom.configuration.ConnectionsFile;
import io.tokenloom.jobs.routes.RoutesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tokenloom demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Takes real files the whole way in one go: starts the platform, sends text, logs, images and videos, waits until"
                    + " every record is accounted for, decodes all tokens, compares them with the files, archives the tokens of texts, waits until apps have packed"
                    + " them and takes that apart again, writes a report,"
                    + " stops.",
            "",
            "Uses the platform of .tokenloom if it runs, and leaves it running; otherwise one of its own. A second run"
                    + " sends only what is new. Ctrl-C stops what was started."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the ledger balances, all text decodes byte for byte, from archives and packed sequences as well, and every"
                    + " picture is accounted for",
            "1:it does not, or a file could not be sent, or the platform can't start",
            "2:the command line or the routes are wrong",
            "3:Kafka or the schema registry can't be reached"
        })
public final class DemoCommand implements Callable<Integer> {
    private static final Path USUAL_HOME = Path.of(".tokenloom");
    private static final Path OWN_HOME = Path.of(".tokenloom-demo");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--input",
            paramLabel = "PATH",
            description = "File or folder to send (default: samples that come with the program: logs, prose in many"
                    + " scripts, code, and files that break careless programs).")
    private Optional<Path> input = Optional.empty();

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Folder for index.html and summary.json (default: ${DEFAULT-VALUE}).",
            defaultValue = "demo-report")
    private Path report;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Home folder of the platform (default: .tokenloom if it runs, else .tokenloom-demo).")
    private Optional<Path> home = Optional.empty();

    @Option(names = "--keep", description = "Leave the platform running.")
    private boolean keep;

    /** Picocli makes it. */
    public DemoCommand() {}

    @Override
    public Integer call() {
        input.filter(path -> !Files.exists(path)).ifPresent(path -> {
            throw CommandException.usage("--input " + path + ": there is no such file or folder");
        });
        Platform platform = platform();
        DemoOutcome outcome;
        ReportFolder folder = new ReportFolder(report);
        try (RunningPlatform running = RunningPlatform.of(platform)) {
            outcome = run(platform);
            folder.write(outcome);
            if (keep) {
                running.keep();
            }
        } catch (IOException e) {
            throw CommandException.failed("a file can't be read or written: " + e, e);
        }
        spec.commandLine().getOut().println(new DemoText(outcome, folder));
        spec.commandLine().getOut().flush();
        return outcome.passed() ? ExitCode.OK : ExitCode.FAILED;
    }

    private Platform platform() {
        if (home.isPresent()) {
            return new Platform(home.get());
        }
        Platform usual = new Platform(USUAL_HOME);
        return usual.status().supervisorPid().isPresent() ? usual : new Platform(OWN_HOME);
    }

    private DemoOutcome run(Platform platform) throws IOException {
        try {
            DemoRun run = new DemoRun(
                    ConnectionsFile.read(platform.connectionsFile()),
                    RoutesFile.read(platform.routesFile(StartOptions.AS_BEFORE)),
                    Optional.of(new DemoRun.ArchivePlace(
                            platform.home().resolve("demo-archive"), platform.connectionsFile())),
                    platform.appsFile(StartOptions.AS_BEFORE).filter(Files::exists),
                    platform.home().resolve("demo-measurement.json"));
            return run.run(input.isPresent() ? input.get() : samples(platform), this::tell);
        } catch (ConfigurationException e) {
            throw CommandException.usage(e.getMessage(), e);
        }
    }

    private static Path samples(Platform platform) throws IOException {
        Path folder = platform.home().resolve("samples");
        Samples.unpack(folder);
        return folder;
    }

    private void tell(String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }
}
