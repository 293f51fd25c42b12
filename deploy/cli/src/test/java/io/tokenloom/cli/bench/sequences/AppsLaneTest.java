package io.tokenloom.cli.bench.sequences;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.tokenloom.streams.apps.AppsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AppsLaneTest {
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"PASS_THROUGH", "REPARTITION"})
    void aLaneIsAnAppsFileWithoutMistakes(AppsLane lane, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("apps.yaml"), lane.yaml("round-1"));

        assertThatCode(() -> AppsFile.read(file)).doesNotThrowAnyException();
    }
}
