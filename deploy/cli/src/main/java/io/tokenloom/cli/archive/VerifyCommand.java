package io.tokenloom.cli.archive;

import io.tokenloom.archive.commit.ArchiveFile;
import io.tokenloom.archive.commit.Remains;
import io.tokenloom.archive.commit.Verifier;
import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tokenloom archive verify}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Walks every sample of every file: lengths and hashes as they were committed, each file as its format says,"
                    + " as many samples and ids as there were.",
            "",
            "Ends with status 1 if anything is missing, damaged, or lies there without being committed."
        })
final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "Folder of the archive.")
    private Path path;

    @Override
    public Integer call() {
        OpenArchive archive = OpenArchive.in(path);
        PrintWriter out = spec.commandLine().getOut();
        int mistakes = 0;
        try (FileProgress progress = FileProgress.over("verify", archive.files())) {
            for (ArchiveFile file : archive.files()) {
                List<String> found = Verifier.mistakes(archive.folder(), archive.format(), file);
                found.forEach(out::println);
                mistakes += found.size();
                progress.step(file);
            }
            List<String> indexes = Verifier.indexMistakes(archive.folder(), archive.format(), archive.log());
            indexes.forEach(out::println);
            mistakes += indexes.size();
            for (Path stray : Remains.find(archive.folder(), archive.format(), archive.log())) {
                out.println(path.relativize(stray)
                        + " was never committed: remains of a process that was killed. A reader of folders would take it"
                        + " for data; delete it if no job is at work.");
                mistakes++;
            }
        } catch (IOException e) {
            throw CommandException.failed(path + " can't be read: " + e, e);
        }
        out.printf(
                Locale.ROOT,
                "%s: %s, %,d files, %,d samples, %,d ids, %,d bytes: %s%n",
                path,
                archive.identity().format(),
                archive.files().size(),
                archive.files().stream().mapToLong(ArchiveFile::samples).sum(),
                archive.files().stream().mapToLong(ArchiveFile::tokens).sum(),
                archive.files().stream().mapToLong(ArchiveFile::bytes).sum(),
                mistakes == 0 ? "all well" : mistakes + (mistakes == 1 ? " mistake" : " mistakes"));
        out.flush();
        return mistakes == 0 ? ExitCode.OK : ExitCode.FAILED;
    }
}
