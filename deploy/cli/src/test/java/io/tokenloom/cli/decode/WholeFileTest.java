package io.tokenloom.cli.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    private Path folder;

    @Test
    void writesAllPiecesAndLeavesNothingElse() throws IOException {
        Path file = folder.resolve("file");

        WholeFile.write(file, List.of(new byte[] {1, 2}, new byte[0], new byte[] {3}));

        assertThat(file).hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(folder).isDirectoryContaining(file::equals).isDirectoryNotContaining(path -> !path.equals(file));
    }

    @Test
    void leavesAnEarlierFileAsItIsWhenWritingFails() throws IOException {
        Path file = folder.resolve("file");
        Files.writeString(file, "earlier");

        assertThatThrownBy(() -> WholeFile.write(file, Arrays.asList(new byte[] {1}, null)))
                .isInstanceOf(NullPointerException.class);

        assertThat(file).hasContent("earlier");
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
    }

    @Test
    void replacesWhatALinkPointsToAndNotTheLink() throws IOException {
        Path file = folder.resolve("file");
        Files.writeString(file, "earlier");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        WholeFile.write(link, List.of(new byte[] {'n', 'e', 'w'}));

        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("new");
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        assertThatThrownBy(() -> WholeFile.write(folder.resolve("no/file"), List.of()))
                .isInstanceOf(NoSuchFileException.class);
    }
}
