package io.tokenloom.cli.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tokenloom.cli.CommandRun;
import io.tokenloom.cli.ExitCode;
import io.tokenloom.cli.broker.TestBroker;
import io.tokenloom.cli.broker.WithBroker;
import io.tokenloom.cli.records.WrittenRoute;
import io.tokenloom.cli.visual.OnnxRecords;
import io.tokenloom.cli.visual.TestPictures;
import io.tokenloom.media.RgbImage;
import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithBroker
class DecodeVectorsIT {
    private static final RgbImage PICTURE = TestPictures.quadrants(40, 20, 10, 90, 160, 250);
    private static final byte[] CONTENT = {1};

    @TempDir
    private Path folder;

    @Test
    void saysThatVectorsHaveNoPicture(TestBroker broker) throws InterruptedException, IOException {
        try (OnnxRecords m3 = OnnxRecords.of("m3");
                WrittenRoute written = WrittenRoute.of(broker, "decode-vectors")) {
            RecordAddress source = written.source("a", CONTENT);
            RecordAddress record = written.vectorRecords("a", List.of(m3.vectors(source, 0, 1, "a", CONTENT, PICTURE)));
            written.commit();

            for (Object target : List.of("a", source, record)) {
                CommandRun run = decode(written, "m3", target);
                assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
                assertThat(run.err())
                        .contains(record + " has 576 vectors of 32 numbers each, not ids")
                        .contains("tokenloom tokens " + record.topic() + " --json");
            }
            assertThat(decode(written, "m3", record, "--part").err()).contains("not ids");
        }
    }

    @Test
    void saysThatATokenizerHasNoDecoder(TestBroker broker) throws InterruptedException, IOException {
        try (OnnxRecords layton = OnnxRecords.of("layton");
                WrittenRoute written = WrittenRoute.of(broker, "decode-no-decoder")) {
            RecordAddress source = written.source("a", CONTENT);
            written.tokenRecords("a", List.of(layton.ids(source, "a", CONTENT, PICTURE)));
            written.commit();

            CommandRun run = decode(written, "layton", "a");

            assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(run.err()).contains("bundle layton, version 1, has no decoder");
        }
    }

    @Test
    void showsWhatTheDecoderOfAnEncoderMakesOfItsPlanes(TestBroker broker) throws InterruptedException, IOException {
        Path withDecoder = OnnxRecords.writeWithDecoder(folder.resolve("bundle"));
        Path file = folder.resolve("decoded.png");
        try (OnnxRecords records = OnnxRecords.at(withDecoder);
                WrittenRoute written = WrittenRoute.of(broker, "decode-planes")) {
            RecordAddress source = written.source("a", CONTENT);
            TokenSequence made = records.ids(source, "a", CONTENT, PICTURE);
            written.tokenRecords("a", List.of(made));
            written.commit();

            CommandRun run = decode(written, withDecoder, "a", "--raw", "-o", file.toString());

            assertThat(run.err()).isEmpty();
            BufferedImage picture = ImageIO.read(file.toFile());
            assertThat(picture.getWidth()).isEqualTo(4);
            Color pixel = new Color(picture.getRGB(3, 3));
            assertThat(pixel.getRed()).isCloseTo(partOf255(made.getPlanes().get(0)), within(1));
            assertThat(pixel.getGreen()).isCloseTo(partOf255(made.getPlanes().get(1)), within(1));
            assertThat(pixel.getBlue()).isZero();
            assertThat(decode(written, withDecoder, "a", "--keep", "9").err())
                    .contains("--keep 9 is no prefix that tokenizer fqgan can be cut to");
        }
    }

    private static int partOf255(TokenPlane plane) {
        double mean =
                plane.getIds().stream().mapToInt(Integer::intValue).average().orElseThrow();
        return (int) Math.round(255 * mean / plane.getVocabularySize());
    }

    private CommandRun decode(WrittenRoute written, String row, Object target, String... more) throws IOException {
        return decode(written, OnnxRecords.folder(row), target, more);
    }

    private CommandRun decode(WrittenRoute written, Path bundle, Object target, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "decode",
                "--config",
                written.files(folder).toString(),
                "--bundle",
                bundle.toString(),
                target.toString()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }
}
