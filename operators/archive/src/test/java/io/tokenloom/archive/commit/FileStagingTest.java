package io.tokenloom.archive.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.archive.ArchiveFormats;
import io.tokenloom.archive.ArchivedRecord;
import io.tokenloom.archive.Origins;
import io.tokenloom.archive.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStagingTest {
    @TempDir
    Path path;

    @Test
    void endsQuietlyWhereAFileCannotBeWritten() throws IOException {
        ArchiveFolder folder = new ArchiveFolder(path.resolve("archive"));
        folder.claim(new ArchiveIdentity("mds", "job"));
        FileStaging staging =
                new FileStaging(folder, ArchiveFormats.named("mds"), "job", "dataset", number -> "file-" + number);

        staging.add(record(0));
        Files.delete(folder.staging().resolve("job"));
        assertThatThrownBy(staging::finish)
                .hasMessageContaining("files of the archive " + folder.path() + " can't be written")
                .hasCauseInstanceOf(NoSuchFileException.class);
        assertThatCode(staging::close).doesNotThrowAnyException();

        staging.add(record(1));
        Files.delete(folder.staging().resolve("job"));
        assertThatCode(staging::close).doesNotThrowAnyException();

        staging.add(record(2));
        assertThat(staging.finish())
                .singleElement()
                .satisfies(file -> assertThat(file.file().samples()).isEqualTo(1));
    }

    private static ArchivedRecord record(long offset) {
        return Origins.record(
                new Sample.Origin("host", "item", "logs", 0, offset, 0, 1, offset, "0102030405060708", ""),
                new int[] {1, 2, 3});
    }
}
