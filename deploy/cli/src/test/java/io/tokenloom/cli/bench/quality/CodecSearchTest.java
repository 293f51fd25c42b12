package io.tokenloom.cli.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.cli.picture.Bitmaps;
import io.tokenloom.cli.picture.PictureFormat;
import io.tokenloom.vision.preprocessing.EightBitPicture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With programs of the test, which are called as cjpeg is. */
@DisabledOnOs(OS.WINDOWS)
class CodecSearchTest {
    private static final int SIDE = 64;

    /** As cjpeg is called: "-quality Q -outfile FILE PICTURE" at the end. */
    private static final String LENGTH_OF_QUALITY = """
            #!/bin/sh
            # A real JPEG, and as many bytes behind its end as the quality says.
            while [ "$1" != -quality ]; do shift; done
            cat "$(dirname "$0")/grey.jpg" > "$4"
            head -c $((10 * $2)) /dev/zero >> "$4"
            """;

    @TempDir
    private Path folder;

    private final Judge judge = new Judge(EightBitPicture.square(SIDE, new byte[3 * SIDE * SIDE]));

    @Test
    void takesTheLargestFileThatFits() throws Exception {
        Path program = program(LENGTH_OF_QUALITY);
        byte[] grey = PictureFormat.JPEG.encode(Bitmaps.of(judge.original()));
        Files.write(folder.resolve("grey.jpg"), grey);

        List<Optional<Made>> made = search(program, List.of(grey.length, grey.length + 10, grey.length + 555));

        assertThat(made.get(0)).isEmpty();
        assertThat(made.get(1).orElseThrow().score().bytes()).isEqualTo(grey.length + 10);
        assertThat(made.get(1).orElseThrow().score().of(Measure.PSNR)).isGreaterThan(40);
    }

    @Test
    void saysWhatAProgramComplainsAbout() throws Exception {
        Path program = program("#!/bin/sh\necho no such option >&2\nexit 3\n");

        assertThatThrownBy(() -> search(program, List.of(1000)))
                .isInstanceOf(ProgramFailure.class)
                .hasMessageContaining("status 3")
                .hasMessageContaining("no such option");
    }

    @Test
    void findsProgramsOnTheSearchPathOnly() throws Exception {
        Path program = program("#!/bin/sh\n");

        assertThat(new Program("cjpeg", "x").find("/nowhere:" + folder)).contains(program);
        assertThat(new Program("cjpeg", "x").find("")).isEmpty();
        assertThat(InstalledCodec.find(FileCodec.JPEG, folder.toString())).isPresent();
        // It has no decoder.
        Files.copy(program, folder.resolve("cwebp"), StandardCopyOption.COPY_ATTRIBUTES);
        assertThat(InstalledCodec.find(FileCodec.WEBP, folder.toString())).isEmpty();
    }

    @Test
    void leavesNothingBehind() throws Exception {
        Path file;
        try (Workbench workbench = new Workbench()) {
            file = Files.writeString(workbench.file("x"), "x");
            workbench.run(Path.of("/bin/sh"), List.of("-c", "true"));
        }

        assertThat(file.getParent()).doesNotExist();
    }

    private List<Optional<Made>> search(Path program, List<Integer> sizes) throws Exception {
        return new CodecMethod(new InstalledCodec(FileCodec.JPEG, program, Optional.empty())).best(judge, sizes);
    }

    private Path program(String script) throws Exception {
        Path program = Files.writeString(folder.resolve("cjpeg"), script);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }
}
