package io.tokenloom.cli.platform;

import io.tokenloom.cli.ExitCode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tokenloom down}. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = "Stops the platform in order. Its data stays; the next \"tokenloom up\" goes on with it.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:nothing runs any more", "1:a process does not end"})
public final class DownCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private HomeOption homeOption;

    /** Picocli makes it. */
    public DownCommand() {}

    @Override
    public Integer call() {
        Platform platform = homeOption.platform();
        String told = platform.stop()
                ? "Stopped. The data stays in " + platform.home() + "."
                : "Nothing was running in " + platform.home() + ".";
        PrintWriter out = spec.commandLine().getOut();
        out.println(told);
        out.flush();
        return ExitCode.OK;
    }
}
