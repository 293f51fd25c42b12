package io.tokenloom.cli.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.bundle.ProgressiveBundle;
import io.tokenloom.cli.CommandRun;
import io.tokenloom.cli.ExitCode;
import io.tokenloom.cli.broker.TestBroker;
import io.tokenloom.cli.broker.WithBroker;
import io.tokenloom.cli.picture.Bitmaps;
import io.tokenloom.cli.records.WrittenRoute;
import io.tokenloom.cli.visual.TestPictures;
import io.tokenloom.cli.visual.VisualRecords;
import io.tokenloom.media.RgbImage;
import io.tokenloom.model.Device;
import io.tokenloom.model.DeviceSettings;
import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.record.TokenSequence;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of versions of the reference tokenizer that are no longer built in. */
@WithBroker
class DecodeEarlierVersionIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "2-256", "3", "3-256"})
    void decodesWithTheBundleThatTheRecordsName(String version, TestBroker broker) throws Exception {
        String location =
                Path.of("..", "bundles", "visual-reference-" + version).toString();
        Path file = folder.resolve("decoded.png");
        try (WrittenRoute written = WrittenRoute.of(broker, "earlier-" + version);
                ProgressiveBundle bundle = ProgressiveBundle.open(
                        location, DeviceSettings.of(Device.CPU).withRuns(DeviceSettings.Runs.FEW))) {
            VisualRecords pictures = VisualRecords.of(bundle);
            int side = bundle.manifest().shape().side();
            RgbImage picture = TestPictures.quadrants(side, side, 10, 90, 160, 250);
            RecordAddress source = written.source("a", new byte[] {1});
            List<TokenSequence> steps = pictures.still(source, "a", TestPictures.png(picture), picture, 2);
            written.tokenRecords("a", steps);
            written.tokenizerVersion(
                    bundle.name(), bundle.version(), bundle.fingerprint().shortBytes());
            written.commit();
            String config = written.files(folder).toString();

            CommandRun unknown = CommandRun.of("decode", "--config", config, "-o", file.toString(), "a");
            assertThat(unknown.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(unknown.err())
                    .contains("was made by tokenizer " + bundle.name() + ", version " + bundle.version());

            CommandRun run =
                    CommandRun.of("decode", "--config", config, "--bundle", location, "-o", file.toString(), "a");
            assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
            assertThat(pixels(ImageIO.read(file.toFile())))
                    .isEqualTo(pixels(Bitmaps.of(
                            pictures.decoded(steps, bundle.manifest().shape().tokens()))));
        }
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}
