package io.tokenloom.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tokenloom.media.RgbImage;
import io.tokenloom.model.Device;
import io.tokenloom.model.DeviceSettings;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.vision.PictureDecoder;
import io.tokenloom.vision.StepRequest;
import io.tokenloom.vision.StepResult;
import io.tokenloom.vision.TokenBudget;
import io.tokenloom.vision.VisualState;
import io.tokenloom.vision.VisualTokenizer;
import io.tokenloom.vision.VisualTokens;
import io.tokenloom.vision.preprocessing.EightBitPicture;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles of the small encoder of {@code src/test/onnx/small_encoder.py}, sound and with a mistake each. */
class OnnxBundleTest {
    private static final int SIDE = 8;
    private static final int[] QUADRANTS = {10, 60, 128, 250};
    private static final TokenBudget ALL = new TokenBudget.Fixed(Integer.MAX_VALUE);
    private static final String MANIFEST = """
            name: small
            version: "1"
            kind: visual
            engine: {format: onnx, encoder: encoder.onnx}
            input:
              name: image
              preprocessing: {sizing: stretch, resampling: pil-bicubic, width: 8, height: 8}
            output:
              planes: [{output: ids, vocabulary: 256}]
            tokens:
              count: 4
              order: raster
              grid: {height: 2, width: 2, patchHeight: 4, patchWidth: 4}
              truncation: {kind: any-prefix}
            decoder: {graph: decoder.onnx, inputs: [ids], image: image, values: zero-to-one}
            files: []
            licence: Apache-2.0
            golden:
              - frames: [{image: quadrants.png, planes: [[10, 60, 128, 250]]}]
            """;

    @TempDir
    private Path folder;

    private String manifest = MANIFEST;

    @BeforeEach
    void write() throws IOException {
        for (String graph : List.of("encoder", "decoder", "encoder-mixing", "encoder-one", "encoder-out-of-range")) {
            try (InputStream in = OnnxBundleTest.class.getResourceAsStream("small-encoder/" + graph + ".onnx")) {
                Files.copy(in, folder.resolve(graph + ".onnx"));
            }
        }
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                image.setRGB(x, y, QUADRANTS[y / 4 * 2 + x / 4] * 0x010101);
            }
        }
        ImageIO.write(image, "png", folder.resolve("quadrants.png").toFile());
    }

    @Test
    void tokenizesByItsManifestAlone() throws IOException {
        try (VisualBundle bundle = open()) {
            assertThat(bundle.batchMistakes()).isEmpty();
            assertThat(bundle.vocabularySize()).isEqualTo(256);
            assertThat(bundle.tokenizer().contract().order()).isEqualTo(TokenOrder.RASTER);
            assertThat(ids(step(bundle.tokenizer(), grey(77), ALL))).containsExactly(77, 77, 77, 77);
            assertThat(ids(step(bundle.tokenizer(), grey(77), new TokenBudget.Fixed(2))))
                    .as("a prefix within the budget")
                    .containsExactly(77, 77);
        }
    }

    @Test
    void showsWhatThePrefixSays() throws IOException {
        try (VisualBundle bundle = open()) {
            PictureDecoder decoder = bundle.decoder().orElseThrow();
            VisualState state = decoder.after(VisualTokens.Ids.of(new int[] {10, 200}), decoder.start());
            EightBitPicture picture = decoder.picture(state);
            assertThat(picture.width()).isEqualTo(SIDE);
            assertThat(picture.planes()[0]).isEqualTo((byte) 10);
            assertThat(picture.planes()[SIDE - 1]).isEqualTo((byte) 200);
            assertThat(picture.planes()[SIDE * SIDE - 1]).as("was not said").isZero();
        }
    }

    @Test
    void publishesAnotherOrderOfTheGrid() throws IOException {
        manifest = manifest.replace("  truncation: {kind: any-prefix}", "  published: {order: cell, parameter: 1}");
        try (VisualBundle bundle = open()) {
            assertThat(bundle.tokenizer().contract().order()).isEqualTo(TokenOrder.CELL);
            assertThat(bundle.tokenizer().contract().blockEnds()).containsExactly(1, 2, 3, 4);
        }
    }

    @Test
    void givesVectorsAndComparesThemWithinATolerance() throws IOException {
        manifest = manifest.replace(
                        "planes: [{output: ids, vocabulary: 256}]", "vectors: {output: vectors, dimension: 1}")
                .replace("planes: [[10, 60, 128, 250]]", "values: [0.0392, 0.2353]")
                .replace("decoder: {graph: decoder.onnx, inputs: [ids], image: image, values: zero-to-one}\n", "");
        try (VisualBundle bundle = open()) {
            VisualTokens.Embeddings vectors = (VisualTokens.Embeddings) step(bundle.tokenizer(), grey(255), ALL);
            assertThat(vectors.count()).isEqualTo(4);
            assertThat(vectors.values()).containsExactly(1, 1, 1, 1);
        }
        manifest = manifest.replace("0.2353", "0.5");
        assertThat(mistakes()).singleElement().asString().contains("number 1 is 0.23", "the manifest says 0.5");
    }

    @Test
    void givesTheGraphOnePictureAtATimeWhereItTakesNoMore() throws IOException {
        manifest = manifest.replace("encoder.onnx", "encoder-one.onnx");
        try (VisualBundle bundle = open()) {
            List<StepResult> results = bundle.tokenizer()
                    .step(List.of(
                            request(bundle.tokenizer(), grey(1)),
                            request(bundle.tokenizer(), grey(2)),
                            request(bundle.tokenizer(), grey(3))));
            assertThat(results)
                    .extracting(result -> ids(((StepResult.Made) result).tokens())[0])
                    .containsExactly(1, 2, 3);
        }
    }

    @Test
    void refusesAGraphThatMixesThePicturesOfABatchUnlessItIsToGetThemAlone() throws IOException {
        manifest = manifest.replace("encoder.onnx", "encoder-mixing.onnx")
                .replace("  - frames:", "  - frames: [{image: black.png, planes: [[0, 0, 0, 0]]}]\n  - frames:");
        ImageIO.write(
                new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB),
                "png",
                folder.resolve("black.png").toFile());
        assertThat(mistakes()).singleElement().asString().contains("in a batch of 2", "other tokens than alone", "[1]");

        manifest = manifest + "determinism: {batches: [1]}\n";
        try (VisualBundle bundle = open()) {
            assertThat(bundle.batchMistakes()).isEmpty();
        }
    }

    @Test
    void neverGivesAnIdOutsideItsVocabulary() throws IOException {
        manifest = manifest.replace("encoder.onnx", "encoder-out-of-range.onnx");
        assertThat(mistakes()).singleElement().asString().contains("id 310 at position 0 is outside 0 to 255");
    }

    @Test
    void tellsEveryMistakeOfAManifestAtOnce() throws IOException {
        manifest = manifest.replace("pil-bicubic", "bicubic")
                .replace("vocabulary: 256", "quantizer: {kind: finite-scalar}")
                .replace("encoder: encoder.onnx", "encoder: other.onnx");
        assertThat(mistakes())
                .anyMatch(mistake -> mistake.contains("input.preprocessing.resampling: there is no bicubic"))
                .anyMatch(mistake -> mistake.contains("engine.encoder: other.onnx is not listed"));
        manifest = MANIFEST.replace("count: 4", "count: 9")
                .replace("name: image", "name: pixels")
                .replace("output: ids,", "output: tokens,");
        assertThat(mistakes()).anyMatch(mistake -> mistake.contains("tokens.grid: has 4 positions"));
        manifest = MANIFEST.replace("name: image", "name: pixels").replace("output: ids,", "output: tokens,");
        assertThat(mistakes())
                .anyMatch(mistake -> mistake.contains("the graph has no input pixels; it has [image]"))
                .anyMatch(mistake -> mistake.contains("the graph has no output tokens; it has [ids, vectors]"));
    }

    @Test
    void hasAnotherFingerprintOnlyWhereItsTokensCouldBeOthers() throws IOException {
        String fingerprint = fingerprint();
        manifest = MANIFEST.replace("name: small", "name: renamed").replace("Apache-2.0", "MIT");
        assertThat(fingerprint()).isEqualTo(fingerprint);
        manifest = MANIFEST.replace("pil-bicubic", "pil-bilinear");
        assertThat(fingerprint()).isNotEqualTo(fingerprint);
        manifest = MANIFEST.replace("engine: {format: onnx,", "engine: {format: onnx, traits: [legacy-reshape],");
        assertThat(fingerprint()).isNotEqualTo(fingerprint);
    }

    private String fingerprint() throws IOException {
        try (VisualBundle bundle = open()) {
            return bundle.fingerprint().hex();
        }
    }

    private List<String> mistakes() {
        return catchThrowableOfType(BundleException.class, () -> open().close()).mistakes();
    }

    private VisualBundle open() throws IOException {
        List<String> files = new ArrayList<>();
        try (var list = Files.list(folder)) {
            for (Path file : list.sorted().toList()) {
                String name = file.getFileName().toString();
                if (manifest.contains(name)) {
                    files.add("{path: " + name + ", sha256: " + Sha256.hexOf(Files.readAllBytes(file)) + "}");
                }
            }
        }
        Files.writeString(folder.resolve("bundle.yaml"), manifest.replace("files: []", "files: " + files));
        return OnnxBundle.open(folder.toString(), DeviceSettings.of(Device.CPU));
    }

    private static RgbImage grey(int value) {
        byte[] rgb = new byte[3 * SIDE * SIDE];
        Arrays.fill(rgb, (byte) value);
        return new RgbImage(SIDE, SIDE, rgb);
    }

    private static StepRequest request(VisualTokenizer tokenizer, RgbImage picture) {
        return new StepRequest(tokenizer.prepare(picture), tokenizer.start(), ALL, false, StepRequest.NO_LOTS);
    }

    private static VisualTokens step(VisualTokenizer tokenizer, RgbImage picture, TokenBudget budget) {
        StepRequest request =
                new StepRequest(tokenizer.prepare(picture), tokenizer.start(), budget, false, StepRequest.NO_LOTS);
        return ((StepResult.Made) tokenizer.step(List.of(request)).get(0)).tokens();
    }

    private static int[] ids(VisualTokens tokens) {
        return ((VisualTokens.Ids) tokens).planes()[0];
    }
}
