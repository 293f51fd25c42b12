package io.tokenloom.jobs.tokenize;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tokenloom.connection.Connections;
import io.tokenloom.jobs.kafka.EmbeddedKafka;
import io.tokenloom.jobs.tokenize.TokenizeArguments.Provisioning;
import io.tokenloom.record.Codebook;
import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.wire.AvroRecordReader;
import io.tokenloom.wire.LocalRegistry;
import io.tokenloom.wire.SchemaSource;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.util.TestStreamEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One job with a route for each bundle of the rows of docs/systems.md, some with two. The pictures of a bundle come as PNG
 * files in the records of one topic, or as the frames of streams in another; each route writes a topic of its own.
 */
final class SystemRows {
    /** Routes by name: the bundle, and the tokens that are kept where not all are. */
    private enum Route {
        TITOK("rows/titok"),
        FLEXTOK("rows/flextok"),
        FLEXTOK_64("rows/flextok", 64),
        ONE_D_PIECE("rows/one-d-piece"),
        XAR("rows/xar"),
        LAYTON("rows/layton"),
        SEED("rows/seed"),
        TOKENFLOW("rows/tokenflow"),
        TOKENFLOW_200("rows/tokenflow", 200),
        TOKENFLOW_TABLES("rows/tokenflow-tables"),
        M3("rows/m3"),
        FQGAN("rows/fqgan"),
        LAVIT_ARGMAX("rows/lavit-argmax"),
        LAVIT_SEEDED("rows/lavit-seeded"),
        MQT("rows/mqt"),
        MQT_100("rows/mqt", 100),
        MQT_OF_16("rows/mqt-16"),
        PVC_STILLS("rows/pvc-keys-and-values"),
        PVC_KEYS_AND_VALUES("rows/pvc-keys-and-values"),
        PVC_FRAMES("rows/pvc-frames"),
        TEXT_DIRECTION("exports/ppocr-direction");

        private final String bundle;
        private final Optional<Integer> tokens;

        Route(String bundle) {
            this.bundle = bundle;
            this.tokens = Optional.empty();
        }

        Route(String bundle, int tokens) {
            this.bundle = bundle;
            this.tokens = Optional.of(tokens);
        }

        /** The route of this name. */
        private static Route named(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
        }

        private boolean ofFrames() {
            return this == PVC_KEYS_AND_VALUES || this == PVC_FRAMES;
        }

        private String from() {
            return (ofFrames() ? "frames." : "pictures.") + bundle.replace('/', '.');
        }

        private String to() {
            return "tokens." + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private String yaml() {
            return """
                      - name: %s
                        from: {topic: %s, format: bytes, item: %s}
                        tokenizer: %s
                        to: %s
                        options: {device: cpu%s}
                    """.formatted(
                            to(),
                            from(),
                            ofFrames() ? "frame" : "image",
                            Golden.bundle(bundle),
                            to(),
                            tokens.map(some -> ", tokens: " + some).orElse(""));
        }
    }

    /**
     * What was read of a topic, for tests that look at the same records.
     *
     * @param count so many records at least
     */
    private record Asked(Route route, String key, int count) {}

    private final EmbeddedKafka kafka;
    private final LocalRegistry registry;
    private final TestTopics topics;
    private final SchemaSource schemas;
    /** Not the usual extension, which would start a cluster for each nested class. */
    private final MiniCluster flink;

    private final Path folder;
    private TokenizePlan plan;
    private JobRun job;
    private final Set<String> sent = new HashSet<>();
    private final Map<Asked, List<byte[]>> read = new HashMap<>();

    /** Starts broker, registry and cluster. */
    SystemRows(Path folder) throws Exception {
        this.folder = folder;
        kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        registry = LocalRegistry.start();
        Connections connections = JobRun.connections(kafka, registry);
        topics = new TestTopics(kafka, registry);
        schemas = SchemaSource.connect(connections.schemaRegistry());
        flink = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(1)
                .withRandomPorts()
                .build());
        flink.start();
        TestStreamEnvironment.setAsContext(flink, 1);
    }

    /** Starts the job. */
    void start() throws Exception {
        String routes = Arrays.stream(Route.values())
                .map(Route::yaml)
                .collect(Collectors.joining("", "routes:\n", "delivery: {checkpointInterval: 200ms}\n"));
        plan = JobRun.plan(folder, routes, JobRun.connections(kafka, registry), Provisioning.CREATE_MISSING);
        job = JobRun.start(plan, folder, Optional.empty(), 1);
    }

    /** The record of ids that a route made of a golden picture. */
    TokenSequence ids(String route, Golden golden) throws Exception {
        return ids(route, golden, golden.item(), 1).get(0);
    }

    /** The records of ids that a route made of a golden picture, which is sent under an id so many times. */
    List<TokenSequence> ids(String route, Golden golden, String item, int times) throws Exception {
        sendTimes(Route.named(route), golden, item, times);
        AvroRecordReader<TokenSequence> reader = AvroRecordReader.of(TokenSequence.class, schemas);
        return values(route, item, times).stream().map(reader::read).toList();
    }

    /** The record of vectors that a route made of a golden picture. */
    TokenEmbeddings vectors(String route, Golden golden) throws Exception {
        sendTimes(Route.named(route), golden, golden.item(), 1);
        return vectors(route, golden.item(), 1).get(0);
    }

    /** So many records of vectors that a route made of what has this key. */
    List<TokenEmbeddings> vectors(String route, String key, int count) {
        AvroRecordReader<TokenEmbeddings> reader = AvroRecordReader.of(TokenEmbeddings.class, schemas);
        return values(route, key, count).stream().map(reader::read).toList();
    }

    /** The published codes of the tokenizer that made a record. */
    List<Codebook> codebook(TokenSequence made) {
        String key = HexFormat.of().formatHex(made.getTokenizer().bytes()) + "/";
        AvroRecordReader<Codebook> reader = AvroRecordReader.of(Codebook.class, schemas);
        return topics
                .await(TopicCatalogue.CODEBOOKS.name(), 1, part -> new String(part.key(), UTF_8).startsWith(key))
                .stream()
                .map(part -> reader.read(part.value()))
                .toList();
    }

    /** Sends a frame of a stream to a route. */
    void sendFrame(String route, String stream, int index, Golden golden) throws Exception {
        ProducerRecord<byte[], byte[]> frame =
                new ProducerRecord<>(Route.named(route).from(), stream.getBytes(UTF_8), golden.picture());
        frame.headers().add("frame-index", Integer.toString(index).getBytes(UTF_8));
        topics.send(frame);
    }

    /** Stops the job with a savepoint and lets it go on from there. */
    void restart() throws Exception {
        job = JobRun.start(plan, folder, Optional.of(job.stop(folder)), 1);
    }

    /** What one test sent to a bundle serves the others. */
    private void sendTimes(Route route, Golden golden, String item, int times) throws Exception {
        byte[] key = item.getBytes(UTF_8);
        for (int time = 0; time < times; time++) {
            if (sent.add(route.from() + " " + item + " " + time)) {
                ProducerRecord<byte[], byte[]> picture = new ProducerRecord<>(route.from(), key, golden.picture());
                picture.headers().add("ce_id", key);
                picture.headers().add("content-type", "image/png".getBytes(UTF_8));
                topics.send(picture);
            }
        }
    }

    private List<byte[]> values(String route, String key, int count) {
        return read.computeIfAbsent(new Asked(Route.named(route), key, count), asked -> {
            byte[] wanted = key.getBytes(UTF_8);
            return topics.await(asked.route().to(), count, made -> Arrays.equals(made.key(), wanted)).stream()
                    .map(ConsumerRecord::value)
                    .toList();
        });
    }

    /** Stops all that was started: a broker without its directory would end the process. */
    void stop() throws Exception {
        if (job != null) {
            job.cancel();
        }
        TestStreamEnvironment.unsetAsContext();
        flink.close();
        schemas.close();
        topics.close();
        registry.close();
        kafka.close();
    }
}
