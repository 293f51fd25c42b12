package io.tokenloom.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tokenloom.cli.broker.TestBroker;
import io.tokenloom.cli.broker.WithBroker;
import io.tokenloom.cli.connection.RegistryClients;
import io.tokenloom.cli.demo.report.ItemStatus;
import io.tokenloom.cli.demo.report.SourceItem;
import io.tokenloom.cli.demo.report.TokenizerLine;
import io.tokenloom.cli.ingest.PathIngest;
import io.tokenloom.cli.records.WrittenRoute;
import io.tokenloom.cli.visual.OnnxRecords;
import io.tokenloom.cli.visual.TestPictures;
import io.tokenloom.jobs.routes.Delivery;
import io.tokenloom.jobs.routes.ItemKind;
import io.tokenloom.jobs.routes.RecordFormat;
import io.tokenloom.jobs.routes.Route;
import io.tokenloom.jobs.routes.Routes;
import io.tokenloom.jobs.routes.VisualOptions;
import io.tokenloom.media.RgbImage;
import io.tokenloom.reader.decode.TokenDecoders;
import io.tokenloom.reader.records.CommittedRecords;
import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.wire.SchemaSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
class UndecodedReplayIT {
    private static final RgbImage PICTURE = TestPictures.quadrants(40, 20, 10, 90, 160, 250);

    @TempDir
    private Path folder;

    private Path input;
    private byte[] content;
    private WrittenRoute written;

    @BeforeEach
    void ownTopics(TestBroker broker, TestInfo test) throws InterruptedException, IOException {
        input = Files.createDirectories(folder.resolve("in"));
        content = TestPictures.png(PICTURE);
        written = WrittenRoute.of(
                broker, "undecoded-" + test.getTestMethod().orElseThrow().getName());
    }

    @AfterEach
    void close() {
        written.close();
    }

    @Test
    void accountsForImagesThatBecameVectorsByTheirDigest() throws IOException {
        Files.write(input.resolve("a.png"), content);
        Files.write(input.resolve("changed.png"), TestPictures.png(TestPictures.quadrants(8, 8, 1, 2, 3, 4)));
        try (OnnxRecords m3 = OnnxRecords.of("m3")) {
            for (String id : List.of("in/a.png", "in/changed.png")) {
                RecordAddress source = written.source(id, content);
                written.vectorRecords(id, List.of(m3.vectors(source, 0, 1, id, content, PICTURE)));
            }
        }
        written.commit();

        replay("m3", ItemKind.IMAGE, replay -> {
            assertThat(replay.items(Map.of()))
                    .extracting(
                            SourceItem::source,
                            SourceItem::status,
                            SourceItem::tokenizer,
                            SourceItem::tokenCount,
                            SourceItem::exact)
                    .containsExactly(
                            tuple("in/a.png", ItemStatus.TOKENS, Optional.of("m3 1"), 576L, true),
                            tuple("in/changed.png", ItemStatus.TOKENS, Optional.of("m3 1"), 576L, false));
            assertThat(replay.visual().checks()).isEmpty();
            assertThat(replay.tokenizers()).extracting(TokenizerLine::name).containsExactly("m3");
        });
    }

    @Test
    void accountsForFramesThatBecameIdsOfATokenizerWithoutADecoder() throws IOException {
        Path frames = Files.createDirectories(input.resolve("door.frames"));
        Files.write(frames.resolve("0.png"), content);
        try (OnnxRecords titok = OnnxRecords.of("titok")) {
            RecordAddress source = written.source("in/door.frames/0.png", content);
            written.tokenRecords(
                    "in/door.frames", List.of(titok.ids(source, "in/door.frames/0.png", content, PICTURE)));
        }
        written.commit();

        replay("titok", ItemKind.FRAME, replay -> {
            assertThat(replay.items(Map.of()))
                    .extracting(SourceItem::status, SourceItem::tokenCount, SourceItem::exact)
                    .containsExactly(tuple(ItemStatus.TOKENS, 32L, true));
            assertThat(replay.visual().checks()).isEmpty();
        });
    }

    @Test
    void measuresVectorsAsTheyBecomeVisible() throws IOException {
        try (SchemaSource schemas = RegistryClients.connect(written.connections());
                OnnxRecords m3 = OnnxRecords.of("m3");
                OutcomeTail tail = OutcomeTail.start(written.connections(), routes("m3", ItemKind.IMAGE), schemas)) {
            RecordAddress source = written.source("in/a.png", content);
            written.vectorRecords("in/a.png", List.of(m3.vectors(source, 0, 1, "in/a.png", content, PICTURE)));
            written.commit();

            assertThat(tail.finish()).isPresent();
        }
    }

    private interface Check {
        void of(DemoReplay replay) throws IOException;
    }

    private void replay(String row, ItemKind kind, Check check) throws IOException {
        Routes routes = routes(row, kind);
        try (SchemaSource schemas = RegistryClients.connect(written.connections());
                TokenDecoders decoders = TokenDecoders.of(List.of(), routes.tokenizers());
                DemoReplay replay =
                        new DemoReplay(PathIngest.of(input).sources(), routes, decoders, schemas, Optional.empty())) {
            replay.read(new CommittedRecords(written.connections()));
            check.of(replay);
        }
    }

    private Routes routes(String row, ItemKind kind) {
        Route text = written.route();
        Route route = new Route(
                text.name(),
                text.from(),
                RecordFormat.BYTES,
                kind,
                OnnxRecords.folder(row).toString(),
                text.to(),
                text.deadLetters(),
                Set.of(),
                VisualOptions.DEFAULT);
        return new Routes(Routes.DEFAULT_JOB, List.of(route), Delivery.DEFAULT);
    }
}
