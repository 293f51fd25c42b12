package io.tokenloom.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tokenloom.model.Device;
import io.tokenloom.model.DeviceSettings;
import io.tokenloom.model.DeviceSettings.Runs;
import io.tokenloom.vision.ProgressiveTokenizer;
import io.tokenloom.vision.TokenBudget;
import io.tokenloom.vision.VisualState;
import io.tokenloom.vision.preprocessing.EightBitPicture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reference bundle, as it is and with a mistake each. */
class ProgressiveBundleTest {
    private static final List<String> FILES =
            List.of("bundle.yaml", "encoder.onnx", "decoder.onnx", "golden/disc-0.png", "golden/disc-1.png");

    private static final DeviceSettings FEW = DeviceSettings.of(Device.CPU).withRuns(Runs.FEW);

    @TempDir
    private Path folder;

    @BeforeEach
    void copy() throws IOException {
        Files.createDirectory(folder.resolve("golden"));
        for (String file : FILES) {
            try (InputStream in = ProgressiveBundle.class.getResourceAsStream("builtin/visual-reference/" + file)) {
                Files.copy(in, folder.resolve(file));
            }
        }
    }

    @Test
    void givesTheIdsThatItsAuthorSaw() {
        try (ProgressiveBundle bundle = ProgressiveBundle.open(folder.toString(), Device.CPU);
                TokenizerBundle builtIn = TokenizerBundle.open("builtin:visual-reference", FEW)) {
            assertThat(bundle.fingerprint()).isEqualTo(builtIn.fingerprint());
            assertThat(bundle.modality()).isEqualTo("visual");
            assertThat(bundle.goldenItems()).isPositive();
        }
    }

    @Test
    void refusesAnotherGraphThanItsManifestNames() throws IOException {
        byte[] graph = Files.readAllBytes(folder.resolve("encoder.onnx"));
        graph[graph.length / 2]++;
        Files.write(folder.resolve("encoder.onnx"), graph);
        assertThat(mistakes()).singleElement().asString().contains("encoder.onnx has SHA-256");
    }

    @Test
    void namesEveryDifferenceFromTheContractAndEveryKeyThatIsWrong() throws IOException {
        replace("count: 64", "count: 32");
        assertThat(mistakes())
                .anyMatch(mistake -> mistake.contains("encoder output ids is int64[-1, 64], wanted is int64[-1, 32]"))
                .anyMatch(mistake -> mistake.contains("decoder input ids"));
        replace("stretch-area-1", "somehow");
        assertThat(mistakes()).anyMatch(mistake -> mistake.contains("preprocessing"));
    }

    @Test
    void tellsIdsThatAreNotTheAuthors() throws IOException {
        replace("disc-0.png\n        ids: [", "disc-0.png\n        ids: [1, ");
        assertThat(mistakes()).singleElement().asString().contains("of 129 ids are those of the manifest");
    }

    /**
     * Nothing of the state helps here: each frame is a little brighter everywhere. And what was opened for few runs gives the
     * same to the last bit.
     */
    @Test
    void beginsAnewWhereThatIsBetter() {
        try (ProgressiveBundle bundle = ProgressiveBundle.open(folder.toString(), Device.CPU);
                ProgressiveBundle few = ProgressiveBundle.open(folder.toString(), FEW)) {
            ProgressiveTokenizer tokenizer = bundle.tokenizer();
            VisualState state = tokenizer.start();
            for (int frame = 0; frame < 10; frame++) {
                byte[] planes = new byte[3 * 128 * 128];
                Arrays.fill(planes, (byte) (20 + 24 * frame));
                EightBitPicture picture = EightBitPicture.square(128, planes);
                ProgressiveTokenizer.Step step = tokenizer.next(picture, state, new TokenBudget.Fixed(64));
                ProgressiveTokenizer.Step same = few.tokenizer().next(picture, state, new TokenBudget.Fixed(64));
                assertThat(same.ids()).isEqualTo(step.ids());
                assertThat(same.quality()).isEqualTo(step.quality());
                state = step.next();
                assertThat(picture.psnr(EightBitPicture.square(128, state.content())))
                        .as("dB of frame %d", frame)
                        .isGreaterThan(25);
            }
        }
    }

    private List<String> mistakes() {
        return catchThrowableOfType(BundleException.class, () -> ProgressiveBundle.open(folder.toString(), FEW)
                        .close())
                .mistakes();
    }

    private void replace(String part, String by) throws IOException {
        String manifest = Files.readString(folder.resolve("bundle.yaml"));
        assertThat(manifest).contains(part);
        Files.writeString(folder.resolve("bundle.yaml"), manifest.replace(part, by));
    }
}
