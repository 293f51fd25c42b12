package io.tokenloom.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
    @TempDir
    private Path folder;

    @Test
    void readsWhatItWrote() throws IOException {
        StandaloneSettings settings = StandaloneSettings.of(folder.resolve("home"), folder.resolve("dist"))
                .withPort(Port.KAFKA, 9092)
                .withExternal(new ExternalServices(Optional.of("kafka:9092"), Optional.of("http://registry:8081")))
                .withJob(new JobSettings("Main", List.of("--routes", "{home}/routes.yaml"), List.of(folder)))
                .withTaskSlots(3)
                .withFlinkOptions(Map.of("execution.checkpointing.interval", "1s"));

        assertThat(writtenAndRead(settings)).isEqualTo(settings);
    }

    @Test
    void readsDefaultsAsDefaults() throws IOException {
        StandaloneSettings settings = StandaloneSettings.of(folder.resolve("home"), folder.resolve("dist"));

        assertThat(writtenAndRead(settings)).isEqualTo(settings);
        assertThat(settings.external()).isEqualTo(ExternalServices.NONE);
    }

    @Test
    void refusesABlankExternalAddress() {
        assertThatThrownBy(() -> new ExternalServices(Optional.of(" "), Optional.empty()))
                .hasMessageContaining("Kafka's address is blank");
        assertThatThrownBy(() -> new ExternalServices(Optional.empty(), Optional.of("")))
                .hasMessageContaining("registry's address is blank");
    }

    private StandaloneSettings writtenAndRead(StandaloneSettings settings) throws IOException {
        Path file = folder.resolve("settings.properties");
        SettingsFile.write(file, settings);
        return SettingsFile.read(file);
    }
}
