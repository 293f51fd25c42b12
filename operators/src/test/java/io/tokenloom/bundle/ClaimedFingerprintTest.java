package io.tokenloom.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.model.Device;
import io.tokenloom.model.DeviceSettings;
import io.tokenloom.model.DeviceSettings.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimedFingerprintTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"builtin:hat", "builtin:visual-reference"})
    void isTheOneThatTheBundleHasWhenItIsOpen(String location) {
        try (TokenizerBundle bundle =
                TokenizerBundle.open(location, DeviceSettings.of(Device.CPU).withRuns(Runs.FEW))) {
            assertThat(TokenizerBundle.claimedFingerprint(location)).contains(bundle.fingerprint());
        }
    }

    @Test
    void isUnknownWhereThereIsNoBundle() {
        assertThat(TokenizerBundle.claimedFingerprint(folder.toString())).isEmpty();
        assertThat(TokenizerBundle.claimedFingerprint("builtin:of-another-day")).isEmpty();
    }

    @Test
    void isUnknownWhereTheManifestDoesNotListItsTokenizer() throws IOException {
        Files.writeString(folder.resolve("bundle.yaml"), """
                name: small
                version: "1"
                kind: text
                engine: {format: hugging-face, file: tokenizer.json}
                files: []
                licence: Apache-2.0
                """);
        assertThat(TokenizerBundle.claimedFingerprint(folder.toString())).isEmpty();
    }
}
