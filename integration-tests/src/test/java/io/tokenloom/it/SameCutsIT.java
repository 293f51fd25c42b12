package io.tokenloom.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that Java and Python cut and merge to the same records, or refuse with the same words. */
class SameCutsIT {
    @TempDir
    private Path folder;

    @Test
    void pythonCutsAndMergesAsJavaDoes() throws IOException {
        PythonReader python = PythonReader.orSkip();
        Path cases =
                Files.write(folder.resolve("cases.txt"), CutCases.lines(42, Integer.getInteger("tokenloom.fuzz", 500)));

        PythonReader.Output checked = python.run(
                Assembled.root()
                        .resolve("integration-tests/src/test/python/check_cuts.py")
                        .toString(),
                cases.toString());

        assertThat(checked.text()).endsWith("of them refusals\n");
        assertThat(checked.status()).isZero();
    }
}
