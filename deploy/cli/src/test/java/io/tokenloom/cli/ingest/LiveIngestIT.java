package io.tokenloom.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.cli.EndSignal;
import io.tokenloom.cli.broker.TestBroker;
import io.tokenloom.cli.broker.WithBroker;
import io.tokenloom.cli.connection.Brokers;
import io.tokenloom.cli.demo.DemoCommand;
import io.tokenloom.media.MediaType;
import io.tokenloom.media.video.LiveVideo;
import io.tokenloom.reader.records.RecordHeaders;
import io.tokenloom.topics.TopicCatalogue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A film as if it were live, over a real broker. */
@WithBroker
class LiveIngestIT {
    private static final String STREAM = "live/meadow.mp4";

    @TempDir
    private Path folder;

    @Test
    void sendsFramesAndSkipsInOrderAndGoesOnWithTheIndexOfTheLastRun(TestBroker broker) throws IOException {
        Path film = folder.resolve("meadow.mp4");
        try (InputStream in = DemoCommand.class.getResourceAsStream("samples/pictures/meadow.mp4")) {
            Files.copy(in, film);
        }

        SourceOutcome waited = run(broker, film, new FrameQueue(32, Overload.WAIT));
        SourceOutcome dropped = run(broker, film, new FrameQueue(0, Overload.DROP));

        assertThat(waited.status()).isEqualTo(SourceOutcome.Status.SENT);
        assertThat(waited.bytes()).isPositive();
        assertThat(dropped.note()).contains("frames dropped and declared as skips");
        List<ConsumerRecord<byte[], byte[]>> sent = broker.committed("live.it");
        assertThat(sent).hasSize((int) (waited.records() + dropped.records()));
        for (int i = 0; i < sent.size(); i++) {
            assertThat(RecordHeaders.text(sent.get(i), "frame-index")).contains(Integer.toString(i));
            assertThat(RecordHeaders.text(sent.get(i), "stream-key")).contains(STREAM);
            if (i < waited.records()) {
                assertThat(MediaType.of(sent.get(i).value())).isEqualTo(MediaType.JPEG);
            } else {
                assertThat(sent.get(i).value()).as("a declared skip").isNull();
            }
        }
    }

    @Test
    void namesStreamsWithoutSecrets() {
        assertThat(LiveIngest.streamKey("rtsp://user:p@ss@camera.example:554/front?token=1"))
                .isEqualTo("live/camera.example:554/front");
        assertThat(LiveIngest.streamKey("http://camera/a@b")).isEqualTo("live/camera/a@b");
        assertThat(LiveIngest.streamKey("some/film.mp4")).isEqualTo("live/film.mp4");
    }

    private static SourceOutcome run(TestBroker broker, Path film, FrameQueue queue) throws IOException {
        try (Brokers brokers = Brokers.connect(broker.connections())) {
            brokers.ensure(List.of(Progress.TOPIC, TopicCatalogue.named("live.it", TopicCatalogue.FRAMES)));
            try (IngestSession session =
                            IngestSession.start(broker.connections(), brokers, "live.it", STREAM, line -> {});
                    LiveVideo video = LiveVideo.open(film.toString(), 2);
                    EndSignal never = EndSignal.ofProcess()) {
                return new LiveIngest(session, STREAM, Clock.systemUTC(), Meter.SILENT).run(video, queue, never);
            }
        }
    }
}
