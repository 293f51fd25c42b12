package io.tokenloom.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleExportTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsTheSameBundle() {
        BundleExport.write("builtin:cl100k_base", folder);

        try (TextBundle builtIn = TextBundle.open("builtin:cl100k_base");
                TextBundle written = TextBundle.open(folder.toString())) {
            assertThat(written.fingerprint()).isEqualTo(builtIn.fingerprint());
        }
    }

    @Test
    void damagedFilesAreNotPassedOn() throws IOException {
        Path damaged = folder.resolve("damaged");
        BundleExport.write("builtin:hat", damaged);
        Files.writeString(damaged.resolve("hat.json"), "{}");

        assertThatThrownBy(() -> BundleExport.write(damaged.toString(), folder.resolve("copy")))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("hat.json has SHA-256");
        assertThat(folder.resolve("copy")).doesNotExist();
    }
}
