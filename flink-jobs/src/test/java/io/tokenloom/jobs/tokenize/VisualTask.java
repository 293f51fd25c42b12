package io.tokenloom.jobs.tokenize;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tokenloom.claim.ClaimStore;
import io.tokenloom.jobs.routes.BatchOptions;
import io.tokenloom.jobs.routes.ItemKind;
import io.tokenloom.jobs.routes.RecordFormat;
import io.tokenloom.jobs.routes.Route;
import io.tokenloom.jobs.routes.VisualOptions;
import io.tokenloom.model.Device;
import io.tokenloom.model.DeviceSettings;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.vision.VisualTokenizer;
import io.tokenloom.wire.ConfluentFraming;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import javax.imageio.ImageIO;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** A {@link VisualOperator} without a cluster, whose mails the test runs. For one thread. */
final class VisualTask implements AutoCloseable {
    static final byte[] FINGERPRINT = {1, 2, 3, 4, 5, 6, 7, 8};
    private static final int MAX_PARALLELISM = 16;
    private static final int LARGEST_RECORD = 1 << 20;
    private static long offset;

    private final KeyedOneInputStreamOperatorTestHarness<String, SourceRecord, SinkRecord> harness;

    private VisualTask(KeyedOneInputStreamOperatorTestHarness<String, SourceRecord, SinkRecord> harness) {
        this.harness = harness;
    }

    /** What a task is made of. */
    record Setup(
            ItemKind item,
            VisualOptions options,
            VisualTokenizer tokenizer,
            byte[] fingerprint,
            Map<String, String> claims,
            StateBackend backend,
            int tasks,
            int index) {
        static Setup of(ItemKind item, VisualTokenizer tokenizer) {
            return new Setup(
                    item,
                    options(new BatchOptions(64, 1 << 20, Duration.ZERO, Duration.ofMinutes(10))),
                    tokenizer,
                    FINGERPRINT,
                    Map.of(),
                    new HashMapStateBackend(),
                    1,
                    0);
        }

        static VisualOptions options(BatchOptions batch) {
            VisualOptions standard = VisualOptions.DEFAULT;
            return new VisualOptions(
                    standard.control(),
                    standard.steps(),
                    standard.framesPerSecond(),
                    DeviceSettings.of(Device.CPU),
                    batch);
        }

        Setup with(StateBackend other) {
            return new Setup(item, options, tokenizer, fingerprint, claims, other, tasks, index);
        }

        Setup with(BatchOptions batch) {
            return new Setup(item, options(batch), tokenizer, fingerprint, claims, backend, tasks, index);
        }

        Setup with(VisualTokenizer other) {
            return new Setup(item, options, other, fingerprint, claims, backend, tasks, index);
        }

        Setup madeBy(byte[] other) {
            return new Setup(item, options, tokenizer, other, claims, backend, tasks, index);
        }

        Setup withClaims(String store) {
            return new Setup(
                    item,
                    options,
                    tokenizer,
                    fingerprint,
                    Map.of(ClaimStore.STORE_SETTING, store),
                    backend,
                    tasks,
                    index);
        }

        Setup task(int i, int of) {
            return new Setup(item, options, tokenizer, fingerprint, claims, backend, of, i);
        }

        VisualTask start() throws Exception {
            return start(null);
        }

        VisualTask start(OperatorSubtaskState restored) throws Exception {
            Route route = new Route(
                    "pictures",
                    "source",
                    RecordFormat.BYTES,
                    item,
                    "builtin:visual-reference",
                    "tokens",
                    "dlq",
                    Set.of(),
                    options);
            PlannedRoute planned =
                    new PlannedRoute(route, "0102030405060708", 1, "topic-id", LARGEST_RECORD, LARGEST_RECORD);
            KeyedOneInputStreamOperatorTestHarness<String, SourceRecord, SinkRecord> harness =
                    new KeyedOneInputStreamOperatorTestHarness<>(
                            new VisualOperatorFactory(
                                    planned,
                                    "job",
                                    new ContentSources(Map.of(), claims),
                                    (any, worker) -> new TokenizerOpening.Opened(tokenizer, fingerprint, () -> {})),
                            new StreamKeySelector(),
                            Types.STRING,
                            MAX_PARALLELISM,
                            tasks,
                            index);
            harness.setStateBackend(backend);
            harness.setup(TypeInformation.of(SinkRecord.class).createSerializer(new SerializerConfigImpl()));
            if (restored != null) {
                harness.initializeState(restored);
            }
            harness.open();
            return new VisualTask(harness);
        }
    }

    /** Where a task's state goes at another number of tasks. */
    static OperatorSubtaskState share(OperatorSubtaskState whole, int before, int now, int index) {
        return KeyedOneInputStreamOperatorTestHarness.repartitionOperatorState(
                whole, MAX_PARALLELISM, before, now, index);
    }

    KeyedOneInputStreamOperatorTestHarness<String, SourceRecord, SinkRecord> harness() {
        return harness;
    }

    void send(SourceRecord source) throws Exception {
        harness.processElement(source, 0);
    }

    void frame(String stream, long index, int colour) throws Exception {
        send(record(stream, png(colour), Map.of("frame-index", Long.toString(index))));
    }

    void image(String key, int colour) throws Exception {
        send(record(key, png(colour), Map.of()));
    }

    static SourceRecord record(String key, byte[] value, Map<String, String> headers) {
        List<HeaderField> fields = new ArrayList<>();
        headers.forEach((name, text) -> fields.add(HeaderField.text(name, text)));
        return new SourceRecord("source", 0, offset++, 0, key.getBytes(UTF_8), value, fields);
    }

    static byte[] png(int colour) {
        BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 2, 2, new int[] {colour, colour, colour, colour}, 0, 2);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Runs mails until something holds; a test's time limit ends a wait that has no end. */
    void runUntil(BooleanSupplier holds) throws Exception {
        while (!holds.getAsBoolean()) {
            runOne();
        }
    }

    /** Runs the next mail, once there is one. */
    void runOne() throws Exception {
        harness.getTaskMailbox().take(TaskMailbox.MIN_PRIORITY).run();
    }

    /** What has left, once it is so much. */
    List<SinkRecord> await(int count) throws Exception {
        runUntil(() -> harness.extractOutputValues().size() >= count);
        return harness.extractOutputValues();
    }

    /** The tokens that have left, once they are so many records. */
    List<TokenSequence> tokens(int count) throws Exception {
        return await(count).stream().map(VisualTask::tokens).toList();
    }

    static TokenSequence tokens(SinkRecord made) {
        return decoded(made, TokenSequence.class);
    }

    static <T extends SpecificRecord> T decoded(SinkRecord made, Class<T> type) {
        try {
            return new SpecificDatumReader<>(type)
                    .read(
                            null,
                            DecoderFactory.get()
                                    .binaryDecoder(
                                            made.value(),
                                            ConfluentFraming.HEADER_BYTES,
                                            made.value().length - ConfluentFraming.HEADER_BYTES,
                                            null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Integer> ids(TokenSequence made) {
        return made.getPlanes().get(0).getIds();
    }

    /** Threads of tasks that are still there. */
    static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("tokenloom-inference-pictures")
                        || name.startsWith("tokenloom-decoding-pictures"))
                .toList();
    }

    @Override
    public void close() {
        try {
            harness.close();
        } catch (Exception e) {
            throw new IllegalStateException("the task can't be closed", e);
        }
    }
}
