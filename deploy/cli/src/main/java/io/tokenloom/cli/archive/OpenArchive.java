package io.tokenloom.cli.archive;

import io.tokenloom.archive.ArchiveFormat;
import io.tokenloom.archive.ArchiveFormats;
import io.tokenloom.archive.commit.ArchiveException;
import io.tokenloom.archive.commit.ArchiveFile;
import io.tokenloom.archive.commit.ArchiveFolder;
import io.tokenloom.archive.commit.ArchiveIdentity;
import io.tokenloom.archive.commit.ArchiveLog;
import io.tokenloom.cli.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An archive that is there.
 *
 * @param folder where it lies
 * @param identity what it is
 * @param format of its files
 * @param log what counts in it
 */
record OpenArchive(ArchiveFolder folder, ArchiveIdentity identity, ArchiveFormat format, ArchiveLog log) {
    /** @throws CommandException of a usage error if there is none */
    static OpenArchive in(Path path) {
        ArchiveFolder folder = new ArchiveFolder(path);
        try {
            ArchiveIdentity identity = folder.identity()
                    .orElseThrow(() -> CommandException.usage(
                            Files.isDirectory(path)
                                    ? path + " is no archive: there is no _archive.json in it. Name the folder that was"
                                            + " given to \"tokenloom archive write\"."
                                    : "there is no folder " + path));
            return new OpenArchive(folder, identity, ArchiveFormats.named(identity.format()), ArchiveLog.read(folder));
        } catch (ArchiveException | IllegalArgumentException e) {
            throw CommandException.usage(e.getMessage(), e);
        } catch (IOException e) {
            throw CommandException.failed(path + " can't be read: " + e, e);
        }
    }

    List<ArchiveFile> files() {
        return log.files();
    }
}
