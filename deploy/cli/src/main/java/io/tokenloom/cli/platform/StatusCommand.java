package io.tokenloom.cli.platform;

import io.tokenloom.cli.ExitCode;
import io.tokenloom.cli.output.JsonText;
import io.tokenloom.standalone.StandaloneStatus;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tokenloom status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Tells which parts of the platform run, and where they answer.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:every part answers", "1:the platform is stopped, starting, stopping or degraded"})
public final class StatusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private HomeOption homeOption;

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    /** Picocli makes it. */
    public StatusCommand() {}

    @Override
    public Integer call() {
        Platform platform = homeOption.platform();
        StandaloneStatus status = platform.status();
        StatusText text = new StatusText(platform, status);
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? JsonText.of(text.json()) : text.plain());
        out.flush();
        return status.state() == StandaloneStatus.State.RUNNING ? ExitCode.OK : ExitCode.FAILED;
    }
}
