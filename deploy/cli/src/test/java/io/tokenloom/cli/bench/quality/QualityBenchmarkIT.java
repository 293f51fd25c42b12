package io.tokenloom.cli.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.CommandRun;
import io.tokenloom.cli.ExitCode;
import io.tokenloom.cli.bench.Figure;
import io.tokenloom.cli.bench.Goal;
import io.tokenloom.cli.picture.PictureFormat;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The whole measurement, of very small pictures. */
class QualityBenchmarkIT {
    private static final String SAMPLES = "/io/tokenloom/cli/demo/samples/pictures/";
    private static final Duration TURN = Duration.ofNanos(1);

    @TempDir
    private Path folder;

    private Path images;
    private Path out;
    private Path bundle;
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void draw() throws Exception {
        images = Files.createDirectories(folder.resolve("images"));
        out = folder.resolve("out");
        bundle = bundle();
        Files.createDirectories(images.resolve("drawings"));
        Files.write(images.resolve("hills.png"), drawn(40, 30));
        Files.write(images.resolve("drawings").resolve("slope.png"), drawn(20, 25));
        Files.writeString(images.resolve("broken.jpg"), "no picture");
    }

    @Test
    void measuresAnotherSideAndCodebookWithoutAnyProgram() throws Exception {
        Path films = Files.createDirectories(folder.resolve("films").resolve("fixed"));
        Files.write(films.resolve("meadow.mp4"), sample("meadow.mp4"));
        Files.writeString(films.resolve("notes.txt"), "no video");
        QualityBenchmark benchmark = benchmark(
                "",
                "--images",
                images.toString(),
                "--videos",
                folder.resolve("films").toString());

        List<Figure> figures = benchmark.run(told::add);

        String text = Files.readString(out.resolve("quality.md"));
        assertThat(text)
                .contains("broken.jpg is left out")
                .contains("notes.txt is left out")
                .contains("install the package webp", "install the package libjxl-tools")
                .contains(
                        "## photographs (1)",
                        "## drawings (1)",
                        "18 bits each",
                        "## fixed/meadow.mp4 (fixed camera, 96 frames)")
                .contains("| 32 | **4 + 4 + 4 + 2 tokens** | all | 32 |")
                .doesNotContain("| WebP |");
        assertThat(value(figures, "photographs, 512 bytes, thumbnail: PSNR")).isGreaterThan(20);
        assertThat(benchmark.goals())
                .extracting(Goal::name)
                .contains(
                        "photographs, 64 bytes: PSNR above the best of all others",
                        "fixed/meadow.mp4 at 21.0 dB: tokens a frame",
                        "encoder + decoder / the trial's")
                .noneMatch(name -> name.contains("WebP"));
        // Each goal has its figure.
        benchmark.goals().forEach(goal -> goal.judge(figures));
        assertThat(value(figures, "convolution")).isPositive();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void measuresWithTheProgramsThatThereAreAndLeavesOutThoseThatFail() throws Exception {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        Optional<InstalledCodec> webp = InstalledCodec.find(FileCodec.WEBP, path);
        assumeTrue(webp.isPresent(), "cwebp is not installed");
        Path programs = Files.createDirectories(folder.resolve("programs"));
        script(programs.resolve("cwebp"), "exec " + webp.get().encoder() + " \"$@\"");
        script(programs.resolve("dwebp"), "exec " + webp.get().decoder().orElseThrow() + " \"$@\"");
        script(programs.resolve("cjpeg"), "echo out of order\nexit 1");
        QualityBenchmark benchmark = benchmark(programs.toString(), "--images", images.toString());

        List<Figure> figures = benchmark.run(told::add);

        String text = Files.readString(out.resolve("quality.md"));
        assertThat(text).contains("JPEG is left out", "out of order").doesNotContain("| JPEG |");
        assertThat(text)
                .contains("| 512 | WebP | all |", "| 32 | WebP | 0 of 1 | - |", "| 512 | blur of that PSNR | all |");
        assertThat(value(figures, "photographs, 512 bytes, WebP: PSNR")).isGreaterThan(20);
        assertThat(value(figures, "photographs, 512 bytes, tokens: SSIM")).isBetween(0.1, 1.0);
        assertThat(benchmark.goals())
                .extracting(Goal::name)
                .contains(
                        "photographs, 128 bytes: PSNR above the best of WebP",
                        "photographs, 512 bytes: blockiness / WebP's",
                        "worst prefix against a shorter one");
        assertThat(out.resolve("photographs-1.png")).isNotEmptyFile();
        assertThat(out.resolve("drawings-1.png")).isNotEmptyFile();
    }

    @Test
    void namesFoldersThatHaveNothing() throws Exception {
        Path empty = Files.createDirectories(folder.resolve("empty"));

        assertThatThrownBy(() -> benchmark("", "--images", empty.toString()).run(told::add))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("has no picture in it");
        assertThatThrownBy(
                        () -> benchmark("", "--videos", folder.resolve("gone").toString())
                                .run(told::add))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("is not a folder");
        CommandRun wrong = CommandRun.of("bench", "quality", "--bundle", "builtin:none");
        assertThat(wrong.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.err()).contains("builtin:none");
    }

    private QualityBenchmark benchmark(String searchPath, String... arguments) {
        QualityBenchmark benchmark = new QualityBenchmark(searchPath, TURN);
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--bundle", bundle.toString(), "--out", out.toString()));
        new CommandLine(CommandSpec.forAnnotatedObjectLenient(benchmark))
                .setErr(new PrintWriter(new StringWriter()))
                .parseArgs(all.toArray(String[]::new));
        return benchmark;
    }

    private static double value(List<Figure> figures, String name) {
        return figures.stream()
                .filter(figure -> figure.name().equals(name))
                .mapToDouble(Figure::value)
                .findFirst()
                .orElseThrow(() -> new AssertionError(name));
    }

    private static void script(Path program, String commands) throws IOException {
        Files.writeString(program, "#!/bin/sh\n" + commands + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    private static byte[] drawn(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int red = 6 * x;
                int green = (int) (120 + 60 * Math.sin(x / 4.0) - 3 * y);
                int blue = 8 * (height - y);
                image.setRGB(x, y, Math.min(255, red) << 16 | Math.max(0, green) << 8 | Math.min(255, blue));
            }
        }
        return PictureFormat.PNG.encode(image);
    }

    /** Of {@code operators/src/test/onnx/quadrants.py} with a side of 64: four tokens, each of a quadrant. */
    private Path bundle() throws Exception {
        Path made = Files.createDirectories(folder.resolve("bundle"));
        BufferedImage grey = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64; i++) {
            grey.setRGB(i % 8, i / 8, 101 * 0x010101);
        }
        byte[] golden = PictureFormat.PNG.encode(grey);
        byte[] encoder = content("encoder.onnx");
        byte[] decoder = content("decoder.onnx");
        Files.write(made.resolve("grey.png"), golden);
        Files.write(made.resolve("encoder.onnx"), encoder);
        Files.write(made.resolve("decoder.onnx"), decoder);
        Files.writeString(made.resolve("bundle.yaml"), """
                name: quadrants
                version: "1"
                kind: visual
                engine: {format: progressive-onnx, encoder: encoder.onnx, decoder: decoder.onnx}
                input: {side: 64, preprocessing: stretch-area-1}
                tokens: {count: 4, codebookSize: 262144}
                stills: {steps: 4}
                resets: {sceneCut: 8, doubt: 0, maxSteps: 100}
                files:
                  - {path: encoder.onnx, sha256: %s}
                  - {path: decoder.onnx, sha256: %s}
                  - {path: grey.png, sha256: %s}
                licence: Apache-2.0
                golden:
                  - {frames: [{image: grey.png, ids: [178, 178, 178, 178]}]}
                """.formatted(sha256(encoder), sha256(decoder), sha256(golden)));
        return made;
    }

    private static byte[] content(String name) throws IOException {
        try (InputStream in = QualityBenchmarkIT.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    private static byte[] sample(String name) throws IOException {
        return content(SAMPLES + name);
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
