package io.tokenloom.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tokenloom.cli.CommandRun;
import io.tokenloom.cli.ExitCode;
import io.tokenloom.cli.visual.OnnxRecords;
import io.tokenloom.cli.visual.SmallVisualBundle;
import io.tokenloom.record.ElementType;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TruncationKind;
import io.tokenloom.vision.TokenContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VisualCheckTest {
    @TempDir
    private Path folder;

    @Test
    void tellsWhatATokenizerOfIdsTakesAndGives() {
        assertThat(bundle(OnnxRecords.folder("lavit-argmax")))
                .contains("is sound")
                .contains("16,384 ids")
                .contains("  input         224 x 224 pixels")
                .contains("  tokens        256 in one plane: of 16,384 ids")
                .contains("  order         selected, a grid of 16 x 16, each of 14 x 14 pixels")
                .contains("  truncation    none: all tokens or nothing")
                .contains("  framing       after 32000, before 32001, ids at offset 32002")
                .contains("  quality       is not known")
                .contains("  batches       of 2, 8 give the same tokens as pictures alone")
                .contains("  state         none: each picture by itself")
                .contains("  decoder       none: its tokens can't be shown as pictures")
                .contains("  steps         1 of an image at most");
        assertThat(bundle(OnnxRecords.folder("fqgan")))
                .contains("  tokens        256 in 2 planes: semantic of 16,384, visual of 16,384 ids");
    }

    @Test
    void tellsWhatATokenizerOfVectorsTakesAndGives() throws IOException {
        assertThat(bundle(OnnxRecords.folder("m3")))
                .contains("  vocabulary    none: tokens are vectors")
                .contains("  input         336 x 336 pixels")
                .contains("  tokens        576 vectors of 32 numbers, stored as float16")
                .contains("  order         raster, a grid of 24 x 24, each of 14 x 14 pixels")
                .contains("  truncation    level-set: 1, 9, 36, 144, 576 tokens are valid");

        JsonNode json = JsonMapper.builder()
                .build()
                .readTree(CommandRun.of(
                                "bundle",
                                "check",
                                "--json",
                                OnnxRecords.folder("m3").toString())
                        .out());
        assertThat(json.at("/visual/inputWidth").asInt()).isEqualTo(336);
        assertThat(json.at("/visual/tokens/payload/dimension").asInt()).isEqualTo(32);
        assertThat(json.at("/visual/tokens/validLengths").toString()).isEqualTo("[1,9,36,144,576]");
        assertThat(json.at("/visual/batches").toString()).isEqualTo("[2,8]");
        assertThat(json.at("/visual/state").isNull()).isTrue();
        assertThat(json.has("tokenizer")).isFalse();
    }

    @Test
    void tellsWhatAProgressiveTokenizerKeepsOfAStream() throws IOException {
        assertThat(bundle(SmallVisualBundle.write(folder.resolve("bundle"))))
                .contains("  input         8 x 8 pixels")
                .contains("  truncation    any-prefix: every number of tokens is valid")
                .contains("  quality       of each prefix is known")
                .contains("  state         picture, at most 192 bytes a stream")
                .contains("  steps         4 of an image at most");
    }

    @Test
    void tellsInWhichFormAnEncoderOfEarlierFramesKeepsThem() {
        assertThat(bundle(OnnxRecords.folder("pvc-keys-and-values")))
                .containsPattern("  state         keys-and-values, at most [0-9,]+ bytes a stream\\R");
        assertThat(bundle(OnnxRecords.folder("pvc-frames")))
                .containsPattern(
                        "  state         frames, at most [0-9,]+ bytes a stream, and [0-9,]+ in the memory of its process");
    }

    @Test
    void tellsWhatIsKeptBesidesTheState() {
        VisualFinding small = new VisualFinding(
                4,
                4,
                new TokenContract(
                        new TokenContract.Payload.Embeddings(8, ElementType.FLOAT32),
                        16,
                        TokenOrder.TEMPORAL,
                        0,
                        TruncationKind.NONE,
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        false),
                List.of(),
                Optional.of(new VisualFinding.State("frames", 12_345, 678_901)),
                4,
                false);

        assertThat(VisualText.of(small))
                .contains("  state         frames, at most 12,345 bytes a stream, and 678,901 in the memory of its"
                        + " process")
                .contains("  batches       none: each picture goes in alone");
    }

    @Test
    void tellsWhatRoutesAskAndTheirTokenizersCanNotGive() throws IOException {
        Path file = Files.writeString(
                folder.resolve("routes.yaml"), """
                routes:
                  - name: a
                    from: {topic: images.v1, format: bytes, item: image}
                    tokenizer: "%1$s"
                    to: tokens.a
                    options: {quality: 30, steps: 2}
                  - name: b
                    from: {topic: images.v1, format: bytes, item: image}
                    tokenizer: "%1$s"
                    to: tokens.b
                    options: {tokens: 9}
                  - name: c
                    from: {topic: images.v1, format: bytes, item: image}
                    tokenizer: "%2$s"
                    to: tokens.c
                    options: {tokens: 8}
                  - name: d
                    from: {topic: logs.v1, format: lines}
                    tokenizer: "%1$s"
                    to: tokens.d
                """.formatted(OnnxRecords.folder("m3"), OnnxRecords.folder("titok")));

        CommandRun run = CommandRun.of("routes", "check", file.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out())
                .contains("has 4 mistakes")
                .contains("routes[0].options: m3: the tokenizer does not say which quality a prefix reaches")
                .contains("routes[0].options.steps: 2 steps of an image are asked for, and m3 makes 1 at most")
                .contains(
                        "routes[2].options: titok: the tokenizer's records have at least 32 tokens, and the limit is 8")
                .contains("routes[3].from.item: the items are of kind text, and m3 is a tokenizer of pictures");
    }

    private static String bundle(Path location) {
        CommandRun run = CommandRun.of("bundle", "check", location.toString());
        assertThat(run.exitCode()).isZero();
        return run.out();
    }
}
