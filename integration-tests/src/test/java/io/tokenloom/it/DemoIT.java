package io.tokenloom.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tokenloom.cli.bench.kill.CommandProgram;
import io.tokenloom.cli.demo.DemoCommand;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** {@code tokenloom demo}, twice. */
class DemoIT {
    private static final Duration LIMIT = Duration.ofMinutes(6);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void showsTheWholeWayAndASecondRunSendsOnlyWhatIsNew() throws IOException {
        write("app.log", "first line\nsecond line\r\nbroken \u00ff line\nlast");
        write("notes/a.txt", "Tokens that decode to the byte.\n");
        write("notes/empty.txt", "");

        JsonNode first = demo("first");

        assertThat(first.path("ledger")).isEqualTo(JSON.readTree("""
                {"sources": 6, "tokenized": 4, "deadLettered": 2, "skipped": 0, "missing": 0, "duplicated": 0,
                 "unknown": 0}
                """));
        assertThat(first.path("text").path("exact").asBoolean()).isTrue();
        assertThat(first.path("items").size()).isPositive();
        assertThat(Files.readString(folder.resolve("first").resolve("index.html")))
                .contains("app.log", "second", "EMPTY", "TEXT_ENCODING");

        packsWhatItMade(first, 4);

        write("notes/b.txt", "One more.\n");
        writePicturesAndFilms();

        JsonNode second = demo("second");

        assertThat(second.path("ledger").path("sources").asInt()).isEqualTo(7 + 14);
        assertThat(second.path("ledger").path("missing").asInt()).isZero();
        assertThat(second.path("ledger").path("duplicated").asInt()).isZero();
        assertThat(second.path("text").path("exact").asBoolean()).isTrue();
        JsonNode archives = second.path("archives");
        assertThat(archives.path("exact").asBoolean()).isTrue();
        assertThat(archives.path("formats").size()).isPositive();
        archives.path("formats")
                .forEach(format -> assertThat(format.path("samples").asInt()).isEqualTo(6));
        accountsForPicturesAndFilmsAndWhatIsWrongWithThem(second);
        packsWhatItMade(second, second.path("ledger").path("tokenized").asInt() - 4);
        assertThat(Files.readString(folder.resolve("second").resolve("index.html")))
                .contains("Packed sequences by what stands in them", "id=\"measures\"", "class=\"visual\"");
    }

    /** Every item of this run stands in a sequence, id by id; a source record is one item. */
    private static void packsWhatItMade(JsonNode summary, int items) {
        JsonNode sequences = summary.path("sequences");
        assertThat(sequences.path("problems")).isEmpty();
        assertThat(sequences.path("differingItems").asInt()).isZero();
        assertThat(sequences.path("checkedItems").asInt()).isEqualTo(items);
        assertThat(sequences.path("number").asInt()).isPositive();
        assertThat(sequences.path("documents").asInt()).isPositive();
        assertThat(sequences.path("ids").asInt()).isPositive();
        assertThat(sequences.path("fill").asDouble()).isBetween(0.0, 1.0);
        assertThat(sequences.path("textBytes").asInt()).isPositive();
    }

    /** Good and broken pictures and films between texts. */
    private void writePicturesAndFilms() throws IOException {
        byte[] photo = sample("cat.jpg");
        byte[] film = sample("meadow.mp4");
        write("notes.txt", "A text among pictures.\n");
        write("album/cat.jpg", photo);
        write("album/no-text.txt", photo);
        write("album/half.jpg", Arrays.copyOf(photo, photo.length / 2));
        write("album/bomb.png", pngHeader(60_000, 60_000));
        write("album/tiny.png", picture(1, 1, "png"));
        write("album/still.gif", picture(40, 30, "gif"));
        write("album/other.bmp", picture(40, 30, "bmp"));
        write("films/meadow.mp4", film);
        write("films/cut.mp4", Arrays.copyOf(film, film.length * 2 / 3));
        byte[] corrupt = film.clone();
        Arrays.fill(corrupt, corrupt.length / 4, corrupt.length / 2, (byte) 0x55);
        write("films/corrupt.mp4", corrupt);
        for (int i = 0; i < 3; i++) {
            write("camera.frames/%d.jpg".formatted(i), photo);
        }
    }

    /** Each accounted for, none in the way of another. */
    private static void accountsForPicturesAndFilmsAndWhatIsWrongWithThem(JsonNode summary) {
        Map<String, String> statuses = new TreeMap<>();
        summary.path("items")
                .forEach(item -> statuses.put(
                        item.path("source").asText().substring("input/".length()),
                        item.path("status").asText() + " " + item.path("code").asText("")));
        assertThat(statuses)
                .containsEntry("album/half.jpg", "dead-letter IMAGE_DECODE")
                .containsEntry("album/bomb.png", "dead-letter IMAGE_LIMIT")
                .containsEntry("album/other.bmp", "dead-letter IMAGE_FORMAT");
        for (String good : List.of("cat.jpg", "no-text.txt", "tiny.png", "still.gif")) {
            assertThat(statuses.get("album/" + good)).as(good).startsWith("tokens");
        }
        assertThat(statuses.get("films/meadow.mp4")).startsWith("tokens");
        assertThat(statuses.get("films/corrupt.mp4")).containsAnyOf("VIDEO_DECODE");
        assertThat(statuses.get("films/cut.mp4")).containsAnyOf("VIDEO_DECODE");
        JsonNode visual = summary.path("visual");
        assertThat(visual.size()).isGreaterThanOrEqualTo(5);
        visual.forEach(picture -> assertThat(picture.path("psnr").asDouble())
                .as(picture.path("source").asText())
                .isGreaterThan(15));
    }

    private static byte[] sample(String name) throws IOException {
        try (InputStream in = DemoCommand.class.getResourceAsStream("samples/pictures/" + name)) {
            return in.readAllBytes();
        }
    }

    private static byte[] picture(int width, int height, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, out);
        return out.toByteArray();
    }

    /** A PNG that claims to be so large. */
    private static byte[] pngHeader(int width, int height) throws IOException {
        byte[] png = picture(1, 1, "png");
        ByteBuffer.wrap(png).putInt(16, width).putInt(20, height);
        CRC32 check = new CRC32();
        check.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) check.getValue());
        return png;
    }

    private JsonNode demo(String report) throws IOException {
        CommandProgram program = Assembled.program();
        Path output = folder.resolve("output.txt");
        int status = program.run(
                output,
                LIMIT,
                List.of(
                        "demo",
                        "--home",
                        folder.resolve("home").toString(),
                        "--input",
                        folder.resolve("input").toString(),
                        "--report",
                        folder.resolve(report).toString()));
        assertThat(status).as("exit status of demo, see %s", output).isZero();
        return JSON.readTree(folder.resolve(report).resolve("summary.json").toFile());
    }

    private void write(String name, String content) throws IOException {
        write(name, content.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void write(String name, byte[] content) throws IOException {
        Path file = folder.resolve("input").resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }
}
