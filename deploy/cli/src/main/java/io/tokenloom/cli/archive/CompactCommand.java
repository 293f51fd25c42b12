package io.tokenloom.cli.archive;

import io.tokenloom.archive.commit.ArchiveException;
import io.tokenloom.archive.commit.Compactor;
import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tokenloom archive compact}. */
@Command(
        name = "compact",
        mixinStandardHelpOptions = true,
        description = {
            "Makes few large files of many small ones, leaves out the items of sources that a tombstone deleted, and"
                    + " writes the indexes of datasets anew. The job may go on writing.",
            "",
            "A job can't be restored afterwards from a savepoint that is older than what was compacted; without one it"
                    + " goes on where the archive ends."
        })
final class CompactCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "Folder of the archive.")
    private Path path;

    @Override
    public Integer call() {
        OpenArchive archive = OpenArchive.in(path);
        PrintWriter out = spec.commandLine().getOut();
        try (FileProgress progress = FileProgress.over("compact", archive.files())) {
            Compactor.Result result = Compactor.compact(archive.folder(), archive.format(), progress::step);
            out.printf(
                    Locale.ROOT,
                    "%s: %,d files of %,d bytes became %,d of %,d; %,d samples deleted%n",
                    path,
                    result.filesBefore(),
                    result.bytesBefore(),
                    result.filesAfter(),
                    result.bytesAfter(),
                    result.samplesDeleted());
            out.flush();
            return ExitCode.OK;
        } catch (ArchiveException | IOException e) {
            throw CommandException.failed(e.getMessage(), e);
        }
    }
}
