package io.tokenloom.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.tokenloom.bundle.ProgressiveBundle;
import io.tokenloom.bundle.TextBundle;
import io.tokenloom.cli.broker.TestBroker;
import io.tokenloom.cli.broker.WithBroker;
import io.tokenloom.cli.connection.RegistryClients;
import io.tokenloom.cli.demo.report.ItemStatus;
import io.tokenloom.cli.demo.report.ShownImage;
import io.tokenloom.cli.demo.report.ShownPicture;
import io.tokenloom.cli.demo.report.ShownVideo;
import io.tokenloom.cli.demo.report.SourceItem;
import io.tokenloom.cli.demo.report.TokenizerLine;
import io.tokenloom.cli.demo.report.VisualCheck;
import io.tokenloom.cli.ingest.PathIngest;
import io.tokenloom.cli.records.WrittenRoute;
import io.tokenloom.cli.visual.SmallVisualBundle;
import io.tokenloom.cli.visual.TestPictures;
import io.tokenloom.cli.visual.VisualRecords;
import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.jobs.routes.Delivery;
import io.tokenloom.jobs.routes.ItemKind;
import io.tokenloom.jobs.routes.RecordFormat;
import io.tokenloom.jobs.routes.Route;
import io.tokenloom.jobs.routes.Routes;
import io.tokenloom.jobs.routes.VisualOptions;
import io.tokenloom.media.ImageDecoder;
import io.tokenloom.media.MediaLimits;
import io.tokenloom.media.RgbImage;
import io.tokenloom.media.video.FrameSelection;
import io.tokenloom.media.video.VideoDecoder;
import io.tokenloom.media.video.VideoFrames;
import io.tokenloom.reader.decode.TokenDecoders;
import io.tokenloom.reader.records.CommittedRecords;
import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.wire.SchemaSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

@WithBroker
class DemoReplayIT {
    private static final RgbImage PICTURE = TestPictures.quadrants(40, 20, 10, 90, 160, 250);
    private static final double FRAMES_PER_SECOND = VisualOptions.DEFAULT.framesPerSecond();

    @TempDir
    private Path folder;

    private Path input;
    private Path bundleFolder;
    private ProgressiveBundle bundle;
    private VisualRecords pictures;
    private WrittenRoute written;

    @BeforeEach
    void ownTopics(TestBroker broker, TestInfo test) throws InterruptedException, IOException {
        input = Files.createDirectories(folder.resolve("in"));
        bundleFolder = folder.resolve("bundle");
        bundle = SmallVisualBundle.open(bundleFolder);
        pictures = VisualRecords.of(bundle);
        written = WrittenRoute.of(
                broker, "replay-" + test.getTestMethod().orElseThrow().getName());
    }

    @AfterEach
    void close() {
        written.close();
        bundle.close();
    }

    @Test
    void accountsForImagesTokensDeadLettersAndThoseWithoutOutcome() throws IOException {
        image("in/good.png", file("good.png", TestPictures.png(PICTURE)));
        byte[] broken = file("broken.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 1});
        RecordAddress source = written.source("in/broken.png", broken);
        written.deadLetterOf("in/broken.png", source, broken, FailureCode.IMAGE_DECODE);
        file("lost.png", TestPictures.png(PICTURE));
        written.commit();

        try (Replayed replayed = replay(ItemKind.IMAGE)) {
            List<SourceItem> items = replayed.replay().items(Map.of());
            assertThat(items)
                    .extracting(SourceItem::source, SourceItem::modality, SourceItem::status, SourceItem::exact)
                    .containsExactly(
                            tuple("in/broken.png", "image", ItemStatus.DEAD_LETTER, true),
                            tuple("in/good.png", "image", ItemStatus.TOKENS, true),
                            tuple("in/lost.png", "image", ItemStatus.MISSING, false));
            assertThat(items.get(0).code()).contains("IMAGE_DECODE");
            assertThat(items.get(1).tokenizer()).contains("quadrants 1");
            assertThat(items.get(1).tokenCount()).isEqualTo(8);
            assertThat(replayed.replay().items(Map.of("in/lost.png", "no right to read it")))
                    .hasSize(2);
            assertThat(replayed.replay().deadLetters())
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.firstBytes()).isEqualTo(broken));
            assertThat(replayed.replay().tokenizers())
                    .extracting(TokenizerLine::name)
                    .containsExactly("quadrants");
            assertThat(replayed.replay().check(Map.of()).exact()).isTrue();
        }
    }

    @Test
    void decodesThePublishedTokensAndShowsThemAtSeveralLengths() throws IOException {
        byte[] content = file("a.png", TestPictures.png(PICTURE));
        List<TokenSequence> steps = image("in/a.png", content);
        written.commit();

        try (Replayed replayed = replay(ItemKind.IMAGE)) {
            double psnr = ComparedPicture.psnr(
                    pictures.decoded(steps, 4), bundle.tokenizer().prepare(PICTURE));
            assertThat(replayed.replay().visual().checks()).singleElement().satisfies(check -> {
                assertThat(check.source()).isEqualTo("in/a.png");
                assertThat(check.frames()).isEqualTo(1);
                assertThat(check.tokensPerFrame()).isEqualTo(8);
                assertThat(check.psnr()).isEqualTo(psnr);
            });
            ShownImage shown = replayed.replay().visual().images().get(0);
            assertThat(shown.width()).isEqualTo(2 * shown.height());
            assertThat(shown.reconstructions()).extracting(ShownPicture::tokens).containsExactly(4, 8);
            assertThat(shown.reconstructions())
                    .allSatisfy(picture -> assertThat(picture.uri()).startsWith("data:image/jpeg;base64,"));
        }
    }

    @Test
    void onlyTheLatestContentCountsAndAnotherContentIsSeen() throws IOException {
        image("in/again.png", TestPictures.png(TestPictures.quadrants(8, 8, 1, 2, 3, 4)));
        image("in/again.png", file("again.png", TestPictures.png(PICTURE)));
        image("in/other.png", TestPictures.png(TestPictures.quadrants(8, 8, 1, 2, 3, 4)));
        file("other.png", TestPictures.png(PICTURE));
        written.commit();

        try (Replayed replayed = replay(ItemKind.IMAGE)) {
            assertThat(replayed.replay().items(Map.of()))
                    .extracting(SourceItem::exact)
                    .containsExactly(true, false);
        }
    }

    @Test
    void comparesAVideoFrameByFrameWithItsFile() throws IOException {
        byte[] film;
        try (InputStream in = Samples.class.getResourceAsStream("samples/pictures/meadow.mp4")) {
            film = file("meadow.mp4", in.readAllBytes());
        }
        List<RgbImage> frames = frames(film);
        List<TokenSequence> parts = pictures.video(written.source("in/meadow.mp4", film), "in/meadow.mp4", frames);
        written.tokenRecords("in/meadow.mp4", parts);
        written.commit();

        try (Replayed replayed = replay(ItemKind.VIDEO)) {
            assertThat(replayed.replay().items(Map.of())).singleElement().satisfies(item -> {
                assertThat(item.modality()).isEqualTo("video");
                assertThat(item.exact()).isTrue();
                assertThat(item.tokenCount()).isEqualTo(4L * frames.size());
                assertThat(item.sourceBytes()).isEqualTo(film.length);
            });
            assertThat(replayed.replay().visual().checks()).containsExactly(check("in/meadow.mp4", frames, parts));
            ShownVideo shown = replayed.replay().visual().videos().get(0);
            assertThat(shown.points()).hasSize(frames.size());
            assertThat(shown.frames()).hasSizeBetween(2, 10);
            assertThat(shown.frames().get(0).seconds()).isCloseTo(0, within(0.1));
        }
    }

    @Test
    void aVideoWithoutItsLastFramesHasNoOutcomeYet() throws IOException {
        byte[] film = file("a.mp4", new byte[] {0, 0, 0, 0x18, 'f', 't', 'y', 'p', 'i', 's', 'o', 'm', 0, 0, 2, 0});
        List<TokenSequence> parts =
                pictures.video(written.source("in/a.mp4", film), "in/a.mp4", List.of(PICTURE, PICTURE));
        written.tokenRecords("in/a.mp4", parts.subList(0, 1));
        written.commit();

        try (Replayed replayed = replay(ItemKind.VIDEO)) {
            assertThat(replayed.replay().items(Map.of()))
                    .extracting(SourceItem::status)
                    .containsExactly(ItemStatus.MISSING);
        }
    }

    @Test
    void textStaysExactBesidePictures() throws IOException {
        byte[] line = file("a.log", "a line\n".getBytes(StandardCharsets.UTF_8));
        try (TextBundle o200k = TextBundle.open("builtin:o200k_base")) {
            RecordAddress source = written.source("in/a.log@0", line);
            written.tokenRecords("in/a.log", List.of(WrittenRoute.sequence(source, 0, 1, "in/a.log@0", line, o200k)));
        }
        image("in/b.png", file("b.png", TestPictures.png(PICTURE)));
        written.commit();

        try (Replayed replayed = replay(ItemKind.IMAGE)) {
            assertThat(replayed.replay().items(Map.of()))
                    .extracting(SourceItem::modality)
                    .containsExactly("text", "image");
            assertThat(replayed.replay().check(Map.of()).exact()).isTrue();
            assertThat(replayed.replay().excerpts()).hasSize(1);
        }
    }

    /** A replay and what it reads with. */
    private record Replayed(DemoReplay replay, TokenDecoders decoders, SchemaSource schemas) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            replay.close();
            decoders.close();
            schemas.close();
        }
    }

    private Replayed replay(ItemKind kind) {
        Route text = written.route();
        Route route = new Route(
                text.name(),
                text.from(),
                RecordFormat.BYTES,
                kind,
                bundleFolder.toString(),
                text.to(),
                text.deadLetters(),
                Set.of(),
                VisualOptions.DEFAULT);
        Routes routes = new Routes(Routes.DEFAULT_JOB, List.of(route), Delivery.DEFAULT);
        SchemaSource schemas = RegistryClients.connect(written.connections());
        TokenDecoders decoders = TokenDecoders.of(List.of(), routes.tokenizers());
        DemoReplay replay = new DemoReplay(PathIngest.of(input).sources(), routes, decoders, schemas, Optional.empty());
        replay.read(new CommittedRecords(written.connections()));
        return new Replayed(replay, decoders, schemas);
    }

    private List<TokenSequence> image(String id, byte[] content) {
        RgbImage picture = new ImageDecoder(MediaLimits.DEFAULTS).decode(content);
        List<TokenSequence> steps = pictures.still(written.source(id, content), id, content, picture, 2);
        written.tokenRecords(id, steps);
        return steps;
    }

    private VisualCheck check(String id, List<RgbImage> frames, List<TokenSequence> parts) {
        double decibels = 0;
        int start = 0;
        for (int i = 0; i < frames.size(); i++) {
            start = parts.get(i).getStream().getStateReset() ? i : start;
            decibels += ComparedPicture.psnr(
                    pictures.decoded(parts.subList(start, i + 1), 4),
                    bundle.tokenizer().prepare(frames.get(i)));
        }
        return new VisualCheck(id, frames.size(), 4, decibels / frames.size());
    }

    private static List<RgbImage> frames(byte[] film) {
        List<RgbImage> images = new ArrayList<>();
        try (VideoFrames frames =
                VideoDecoder.bundled().open(film, MediaLimits.DEFAULTS, FrameSelection.ALL.atMost(FRAMES_PER_SECOND))) {
            while (frames.next()) {
                images.add(frames.frame().image());
            }
        }
        return images;
    }

    private byte[] file(String name, byte[] content) throws IOException {
        Files.write(input.resolve(name), content);
        return content;
    }
}
