package io.tokenloom.jobs.tokenize;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.jobs.routes.EmbeddingOptions;
import io.tokenloom.jobs.routes.ItemKind;
import io.tokenloom.jobs.routes.RecordFormat;
import io.tokenloom.jobs.routes.Route;
import io.tokenloom.jobs.routes.Span;
import io.tokenloom.jobs.routes.VisualOptions;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.VocabularyDelta;
import io.tokenloom.text.dynamic.DynamicVocabulary;
import io.tokenloom.text.mode.DeltaRecords;
import io.tokenloom.text.mode.TextMode;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.vocabulary.VocabularyKey;
import io.tokenloom.wire.LocalRegistry;
import io.tokenloom.wire.SchemaSource;
import io.tokenloom.wire.Subjects;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** A {@link DynamicOperator} without a cluster. For one thread. */
final class DynamicTask implements AutoCloseable {
    static final String TOKENS = "tokens";
    private static final int MAX_PARALLELISM = 16;
    private static final int LARGEST_RECORD = 24 << 20;

    private final KeyedOneInputStreamOperatorTestHarness<String, SourceRecord, SinkRecord> harness;

    private DynamicTask(KeyedOneInputStreamOperatorTestHarness<String, SourceRecord, SinkRecord> harness) {
        this.harness = harness;
    }

    /** What a task is made of. */
    record Setup(
            LocalRegistry registry,
            String location,
            TextBundle bundle,
            TextMode.Dynamic mode,
            Set<Span> spans,
            StateBackend backend,
            int tasks,
            int index) {
        static Setup of(LocalRegistry registry, String location, TextBundle bundle, TextMode.Dynamic mode) {
            return new Setup(registry, location, bundle, mode, Set.of(), new HashMapStateBackend(), 1, 0);
        }

        Setup with(TextMode.Dynamic other) {
            return new Setup(registry, location, bundle, other, spans, backend, tasks, index);
        }

        Setup with(StateBackend other) {
            return new Setup(registry, location, bundle, mode, spans, other, tasks, index);
        }

        Setup withSpans() {
            return new Setup(registry, location, bundle, mode, Set.of(Span.values()), backend, tasks, index);
        }

        Setup task(int i, int of) {
            return new Setup(registry, location, bundle, mode, spans, backend, of, i);
        }

        String fingerprint() {
            return bundle.fingerprint().with(mode).shortHex();
        }

        PlannedRoute route(TextMode routeMode) {
            Route route = new Route(
                    "texts",
                    "source",
                    RecordFormat.LINES,
                    ItemKind.TEXT,
                    location,
                    TOKENS,
                    "dlq",
                    spans,
                    VisualOptions.DEFAULT,
                    routeMode,
                    EmbeddingOptions.NONE);
            try (SchemaSource schemas = SchemaSource.connect(registry.settings())) {
                Subjects subjects = new Subjects(schemas);
                return new PlannedRoute(
                        route,
                        bundle.fingerprint().with(routeMode).shortHex(),
                        bundle.fingerprint().shortHex(),
                        subjects.register(TOKENS, TokenSequence.class),
                        subjects.register(TopicCatalogue.VOCABULARIES.name(), VocabularyDelta.class),
                        "topic-id",
                        LARGEST_RECORD,
                        LARGEST_RECORD);
            }
        }

        ContentSources contents() {
            return new ContentSources(registry.settings(), Map.of());
        }

        DynamicTask start() throws Exception {
            return start(null);
        }

        DynamicTask start(OperatorSubtaskState restored) throws Exception {
            KeyedOneInputStreamOperatorTestHarness<String, SourceRecord, SinkRecord> harness =
                    new KeyedOneInputStreamOperatorTestHarness<>(
                            new DynamicOperatorFactory(route(mode), mode, "job", contents()),
                            new WindowKeySelector(mode.window().by()),
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
            return new DynamicTask(harness);
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

    /** Sends a text of a partition that came at a time, or a tombstone for null. */
    void send(int partition, long offset, String key, byte[] text, long millis) throws Exception {
        harness.processElement(
                new SourceRecord("source", partition, offset, millis, key.getBytes(UTF_8), text, List.of()), 0);
    }

    void send(int partition, long offset, String text) throws Exception {
        send(partition, offset, "key", text.getBytes(UTF_8), 0);
    }

    List<SinkRecord> made() {
        return harness.extractOutputValues();
    }

    /** What has left for a topic. */
    List<SinkRecord> made(String topic) {
        return made().stream().filter(record -> record.topic().equals(topic)).toList();
    }

    /** What the records stand for, with the deltas that left before each; null for a tombstone. */
    static List<String> decoded(Setup setup, List<SinkRecord> made) {
        Map<VocabularyKey, DynamicVocabulary> known = new HashMap<>();
        List<String> texts = new ArrayList<>();
        for (SinkRecord record : made) {
            if (record.topic().equals(TopicCatalogue.VOCABULARIES.name())) {
                VocabularyDelta delta = VisualTask.decoded(record, VocabularyDelta.class);
                known.put(
                        new VocabularyKey(new String(record.key(), UTF_8)),
                        DynamicVocabulary.of(setup.bundle().vocabulary().tokens(), DeltaRecords.read(delta)));
            } else if (record.topic().equals(TOKENS)) {
                texts.add(record.value() == null ? null : text(setup, known, VisualTask.tokens(record)));
            }
        }
        return texts;
    }

    private static String text(Setup setup, Map<VocabularyKey, DynamicVocabulary> known, TokenSequence tokens) {
        int[] ids = VisualTask.ids(tokens).stream().mapToInt(Integer::intValue).toArray();
        Optional<VocabularyKey> needed = VocabularyKey.neededBy(tokens);
        byte[] bytes = needed.isPresent()
                ? known.get(needed.get()).decode(ids)
                : setup.bundle().tokenizer().decode(ids);
        return new String(bytes, UTF_8);
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
