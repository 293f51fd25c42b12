package io.tokenloom.cli.check;

import io.tokenloom.bundle.BundleException;
import io.tokenloom.bundle.BundleExport;
import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.ExitCode;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tokenloom bundle export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description =
                "Writes the files of a bundle to a folder, for programs that are not Java, such as the Python reader.")
final class BundleExportCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "BUNDLE",
            description = "builtin:o200k_base, the like, or a folder with bundle.yaml.")
    private String location;

    @Parameters(index = "1", paramLabel = "DIR", description = "Folder to write, which is not there yet.")
    private Path folder;

    /** Picocli makes it. */
    BundleExportCommand() {}

    @Override
    public Integer call() {
        if (Files.exists(folder)) {
            throw CommandException.usage(folder + " is there already. Name a folder that is not.");
        }
        try {
            BundleExport.write(location, folder);
            return ExitCode.OK;
        } catch (BundleException e) {
            throw CommandException.usage(e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw CommandException.failed(e.getMessage() + ": " + e.getCause() + ". Mend its rights.", e);
        }
    }
}
