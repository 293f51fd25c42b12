package io.tokenloom.cli.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.bundle.ProgressiveBundle;
import io.tokenloom.bundle.TextBundle;
import io.tokenloom.cli.CommandRun;
import io.tokenloom.cli.ExitCode;
import io.tokenloom.cli.broker.TestBroker;
import io.tokenloom.cli.broker.WithBroker;
import io.tokenloom.cli.picture.Bitmaps;
import io.tokenloom.cli.records.WrittenRoute;
import io.tokenloom.cli.visual.SmallVisualBundle;
import io.tokenloom.cli.visual.TestPictures;
import io.tokenloom.cli.visual.VisualRecords;
import io.tokenloom.media.ImageDecoder;
import io.tokenloom.media.MediaLimits;
import io.tokenloom.media.RgbImage;
import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.vision.VisualState;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

@WithBroker
class DecodePictureIT {
    private static final int ALL = 4;

    @TempDir
    private static Path bundleFolder;

    private static ProgressiveBundle bundle;
    private static VisualRecords pictures;

    @TempDir
    private Path folder;

    private WrittenRoute written;
    private Path config;
    private Path file;

    @BeforeAll
    static void openTokenizer() throws IOException {
        bundle = SmallVisualBundle.open(bundleFolder);
        pictures = VisualRecords.of(bundle);
    }

    @AfterAll
    static void closeTokenizer() {
        bundle.close();
    }

    @BeforeEach
    void ownTopics(TestBroker broker, TestInfo test) throws InterruptedException, IOException {
        written = WrittenRoute.of(
                broker, "picture-" + test.getTestMethod().orElseThrow().getName());
        config = written.files(folder);
        file = folder.resolve("decoded.png");
    }

    @AfterEach
    void closeRoute() {
        written.close();
    }

    @Test
    void givesBackAnImageInTheSizeOfItsSource() throws IOException {
        RecordAddress source = written.source("a.png", new byte[] {1});
        List<TokenSequence> steps = still(source, "a.png");
        RecordAddress first = written.tokenRecords("a.png", steps);
        written.commit();

        for (Object target : new Object[] {first, source, "a.png"}) {
            Files.deleteIfExists(file);
            assertThat(decode(target).exitCode()).isEqualTo(ExitCode.OK);
            assertThat(pixels(file))
                    .isEqualTo(pixels(Bitmaps.scaled(Bitmaps.of(pictures.decoded(steps, ALL)), 40, 24)));
        }
    }

    @Test
    void leavesItInTheSizeOfTheModelAndWritesJpeg() throws IOException {
        List<TokenSequence> steps = still(written.source("a", new byte[] {1}), "a");
        written.tokenRecords("a", steps);
        written.commit();

        assertThat(decode("a", "--raw").exitCode()).isEqualTo(ExitCode.OK);
        assertThat(pixels(file)).isEqualTo(pixels(Bitmaps.of(pictures.decoded(steps, ALL))));

        file = folder.resolve("decoded.JPG");
        assertThat(decode("a").exitCode()).isEqualTo(ExitCode.OK);
        RgbImage jpeg = new ImageDecoder(MediaLimits.DEFAULTS).decode(Files.readAllBytes(file));
        assertThat(jpeg.width()).isEqualTo(40);
        assertThat(jpeg.height()).isEqualTo(24);

        file = folder.resolve("decoded.bmp");
        CommandRun refused = decode("a");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("written as .png or .jpg");
        assertThat(file).doesNotExist();
    }

    @Test
    void keepsAPrefixOfEachRecordAndSaysWhatThatMeans() throws IOException {
        List<TokenSequence> steps = still(written.source("a", new byte[] {1}), "a");
        RecordAddress first = written.tokenRecords("a", steps);
        written.commit();

        CommandRun cut = decode("a", "--raw", "--keep", "1");

        assertThat(cut.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(cut.err())
                .contains(
                        "of 2 records 2 had more than 1 tokens and were cut; those after them are decoded on the cut");
        assertThat(pixels(file)).isEqualTo(pixels(Bitmaps.of(pictures.decoded(steps, 1))));
        assertThat(decode(first, "--part", "--raw", "--keep", "4").err()).isEmpty();
        assertThat(pixels(file)).isEqualTo(pixels(Bitmaps.of(pictures.decoded(steps.subList(0, 1), ALL))));
        for (String number : List.of("0", "5")) {
            CommandRun refused = decode("a", "--keep", number);
            assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(refused.err()).contains("tokenizer quadrants have 1 to 4 tokens");
        }
    }

    @Test
    void decodesAFrameOfAVideoFromTheResetBeforeItOn() throws IOException {
        List<RgbImage> frames = List.of(
                TestPictures.quadrants(32, 16, 10, 20, 30, 40),
                TestPictures.quadrants(32, 16, 12, 22, 32, 42),
                TestPictures.quadrants(32, 16, 200, 210, 220, 230),
                TestPictures.quadrants(32, 16, 202, 212, 222, 232));
        List<TokenSequence> parts = pictures.video(written.source("v", new byte[] {1}), "v", frames);
        assertThat(parts)
                .extracting(part -> part.getStream().getStateReset())
                .containsExactly(true, false, true, false);
        written.tokenRecords("v", parts);
        written.commit();

        assertThat(decode("v", "--raw").exitCode()).isEqualTo(ExitCode.OK);
        assertThat(pixels(file)).isEqualTo(pixels(Bitmaps.of(pictures.decoded(parts.subList(2, 4), ALL))));
        assertThat(decode("v", "--raw", "--frame", "1").exitCode()).isEqualTo(ExitCode.OK);
        assertThat(pixels(file)).isEqualTo(pixels(Bitmaps.of(pictures.decoded(parts.subList(0, 2), ALL))));

        CommandRun refused = decode("v", "--frame", "4");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("--frame 4 is not in item v, which has frames up to 3");
    }

    @Test
    void needsOnlyThePartsSinceTheResetAndNamesOneThatIsMissing() {
        List<RgbImage> frames = List.of(
                TestPictures.quadrants(8, 8, 10, 20, 30, 40),
                TestPictures.quadrants(8, 8, 200, 210, 220, 230),
                TestPictures.quadrants(8, 8, 202, 212, 222, 232));
        RecordAddress source = written.source("v", new byte[] {1});
        List<TokenSequence> parts = pictures.video(source, "v", frames);
        written.tokenRecords("v", parts.subList(1, 2));
        written.commit();

        assertThat(decode("v", "--frame", "1").exitCode()).isEqualTo(ExitCode.OK);
        CommandRun last = decode("v");
        assertThat(last.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(last.err())
                .contains("part 2 is needed for the picture: item v from " + source + " is not complete: of 3 parts 1");
    }

    @Test
    void followsAStreamOfFramesBackToItsResetPastOtherStreamsAndRepeatedRecords() throws IOException {
        List<TokenSequence> stream = new ArrayList<>();
        VisualState state = bundle.tokenizer().start();
        for (int i = 0; i < 4; i++) {
            RgbImage frame = TestPictures.quadrants(16, 16, 100 + i, 90, 80, 70 - i);
            RecordAddress source = written.source("cam-" + i, new byte[] {1});
            stream.add(pictures.frame(source, "cam-" + i, "cam", i, frame, state));
            state = pictures.after(frame, state);
        }
        List<TokenSequence> other = List.of(pictures.frame(
                written.source("other", new byte[] {1}),
                "other",
                "other",
                0,
                TestPictures.quadrants(16, 16, 1, 2, 3, 4),
                bundle.tokenizer().start()));
        written.tokenRecords("cam", stream.subList(0, 3));
        for (int i = 0; i < 100; i++) {
            written.tokenRecords("other", other);
        }
        written.tokenRecords("cam", stream.subList(1, 4));
        written.commit();

        assertThat(decode("cam-3", "--raw").exitCode()).isEqualTo(ExitCode.OK);
        assertThat(pixels(file)).isEqualTo(pixels(Bitmaps.of(pictures.decoded(stream, ALL))));
        assertThat(decode("cam-3", "--frame", "2").err()).contains("is frame 3 of stream \"cam\" alone");
    }

    @Test
    void namesTheStepOfAStreamThatIsMissing() {
        VisualState state = bundle.tokenizer().start();
        RgbImage frame = TestPictures.quadrants(16, 16, 100, 90, 80, 70);
        state = pictures.after(frame, state);
        written.tokenRecords(
                "cam", List.of(pictures.frame(written.source("late", new byte[] {1}), "late", "cam", 7, frame, state)));
        written.commit();

        CommandRun run = decode("late");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err())
                .contains(
                        "frame 7 of stream \"cam\", step 1 since its state was reset, and step 0 is not on its partition");
    }

    @Test
    void refusesOptionsOfPicturesForText() {
        byte[] text = "plain text\n".getBytes(StandardCharsets.UTF_8);
        try (TextBundle o200k = TextBundle.open("builtin:o200k_base")) {
            written.tokens(written.source("t", text), "t", text, 1 << 20, o200k);
            written.commit();
        }

        for (String[] option : new String[][] {{"--keep", "2"}, {"--frame", "0"}, {"--raw"}}) {
            CommandRun run = decode("t", option);
            assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).contains(option[0] + " is for visual tokens");
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void asksForTheBundleThatItDoesNotHave() {
        written.tokenRecords("a", still(written.source("a", new byte[] {1}), "a"));
        written.tokenizerVersion("quadrants", "1", bundle.fingerprint().shortBytes());
        written.commit();

        CommandRun run = CommandRun.of("decode", "--config", config.toString(), "-o", file.toString(), "a");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err())
                .contains("was made by tokenizer quadrants, version 1")
                .contains("Name the folder of its bundle with --bundle DIR");
    }

    private static List<TokenSequence> still(RecordAddress source, String itemId) {
        RgbImage picture = TestPictures.quadrants(40, 24, 10, 90, 160, 250);
        return pictures.still(source, itemId, TestPictures.png(picture), picture, 2);
    }

    private CommandRun decode(Object target, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "decode",
                "--config",
                config.toString(),
                "--bundle",
                bundleFolder.toString(),
                "-o",
                file.toString(),
                target.toString()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private static int[] pixels(Path png) throws IOException {
        return pixels(ImageIO.read(png.toFile()));
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}
