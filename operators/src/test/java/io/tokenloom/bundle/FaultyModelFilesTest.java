package io.tokenloom.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tokenloom.model.Device;
import io.tokenloom.model.DeviceSettings;
import io.tokenloom.model.SharedModels;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of a model that are not what they should be, whether by accident or on purpose: a bundle with one does not open, so
 * no record is read, and nothing stays open.
 */
class FaultyModelFilesTest {
    private static final List<String> FILES =
            List.of("bundle.yaml", "encoder.onnx", "decoder.onnx", "golden/disc-0.png", "golden/disc-1.png");

    @TempDir
    private Path outside;

    private Path folder;
    private int openBefore;

    @BeforeEach
    void copy() throws IOException {
        folder = Files.createDirectory(outside.resolve("bundle"));
        Files.createDirectory(folder.resolve("golden"));
        for (String file : FILES) {
            try (InputStream in = VisualBundle.class.getResourceAsStream("builtin/visual-reference/" + file)) {
                Files.copy(in, folder.resolve(file));
            }
        }
        openBefore = SharedModels.ofThisProcess().open();
    }

    @AfterEach
    void nothingStaysOpen() {
        assertThat(SharedModels.ofThisProcess().open()).isEqualTo(openBefore);
    }

    @Test
    void aHashThatIsNotTheManifests() throws IOException {
        Files.write(folder.resolve("encoder.onnx"), graph("plus"));
        assertThat(mistakes()).singleElement().asString().contains("encoder.onnx has SHA-256", "the manifest says");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aLinkToAFileOutsideTheFolder() throws IOException {
        Files.move(folder.resolve("encoder.onnx"), outside.resolve("encoder.onnx"));
        Files.createSymbolicLink(folder.resolve("encoder.onnx"), Path.of("..", "encoder.onnx"));
        assertThat(mistakes()).anyMatch(mistake -> mistake.contains("encoder.onnx is a link to a place outside"));
    }

    @Test
    void aPathThatLeadsOutOfTheFolder() throws IOException {
        Files.move(folder.resolve("encoder.onnx"), outside.resolve("encoder.onnx"));
        String manifest = Files.readString(folder.resolve("bundle.yaml"));
        Files.writeString(folder.resolve("bundle.yaml"), manifest.replace("encoder.onnx", "../encoder.onnx"));
        assertThat(mistakes())
                .anyMatch(mistake -> mistake.contains("../encoder.onnx lies outside the bundle's folder"));
    }

    /** The file is there, and a runtime that is given a path would read it. */
    @Test
    void valuesInAFileOutsideTheFolder() throws IOException {
        Files.write(outside.resolve("weights.bin"), new byte[16]);
        replaceEncoder(graph("external-outside"));
        assertThat(mistakes())
                .singleElement()
                .asString()
                .startsWith("encoder.onnx: ")
                .contains("values are in other files: w in ../weights.bin", "save_as_external_data=False");
    }

    /** A link, hard or symbolic, that is swapped after the hashes were compared is not followed either. */
    @Test
    void valuesInAFileInsideTheFolder() throws IOException {
        Files.write(outside.resolve("weights.bin"), new byte[16]);
        Files.createLink(folder.resolve("weights.bin"), outside.resolve("weights.bin"));
        replaceEncoder(graph("external-inside"));
        assertThat(mistakes()).singleElement().asString().contains("values are in other files: w in weights.bin");
    }

    @Test
    void aGraphWithoutAnOpset() throws IOException {
        replaceEncoder(graph("opset-missing"));
        assertThat(mistakes())
                .singleElement()
                .asString()
                .contains("encoder.onnx: ", "Missing opset", "export it again");
    }

    /** All bits set are no number in float32, wherever a value begins. The golden items run before any record. */
    @Test
    void weightsThatAreNotNumbers() throws IOException {
        byte[] encoder = Files.readAllBytes(folder.resolve("encoder.onnx"));
        Arrays.fill(encoder, encoder.length / 2, encoder.length / 2 + 4096, (byte) 0xFF);
        replaceEncoder(encoder);
        assertThat(mistakes())
                .isNotEmpty()
                .allMatch(mistake -> mistake.startsWith("golden["))
                .anyMatch(mistake -> mistake.contains("is NaN"));
    }

    private void replaceEncoder(byte[] content) throws IOException {
        String before = Sha256.hexOf(Files.readAllBytes(folder.resolve("encoder.onnx")));
        Files.write(folder.resolve("encoder.onnx"), content);
        String manifest = Files.readString(folder.resolve("bundle.yaml"));
        assertThat(manifest).contains(before);
        Files.writeString(folder.resolve("bundle.yaml"), manifest.replace(before, Sha256.hexOf(content)));
    }

    private static byte[] graph(String name) throws IOException {
        try (InputStream in = FaultyModelFilesTest.class.getResourceAsStream("/io/tokenloom/model/" + name + ".onnx")) {
            return in.readAllBytes();
        }
    }

    private List<String> mistakes() {
        DeviceSettings settings = DeviceSettings.of(Device.CPU).withRuns(DeviceSettings.Runs.FEW);
        return catchThrowableOfType(BundleException.class, () -> VisualBundle.open(folder.toString(), settings)
                        .close())
                .mistakes();
    }
}
