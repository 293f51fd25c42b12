package io.tokenloom.cli.ingest;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.connection.Brokers;
import io.tokenloom.connection.Connections;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.record.TextItem;
import io.tokenloom.wire.AvroRecordWriter;
import io.tokenloom.wire.SchemaSource;
import io.tokenloom.wire.Subjects;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Sends sources one after the other, each exactly once. Not thread-safe; closing it ends its producers. */
final class IngestRun implements AutoCloseable {
    /** A file larger than this goes in several transactions, so that none outlives its timeout. */
    static final long TRANSACTION_BYTES = 8L * 1024 * 1024;

    private final Connections connections;
    private final Brokers brokers;
    private final IngestPlan plan;
    private final Supplier<SchemaSource> schemas;
    private final Repetition repetition;
    private final Meter meter;
    private final Notices notices;
    private Map<String, MediaRecords.FramePlace> frames = Map.of();
    private final Map<String, IngestSession> sessions = new HashMap<>();
    private final Map<String, AvroRecordWriter<TextItem>> textWriters = new HashMap<>();

    /** The schema source is asked for when the first text comes, and is then this run's to close. */
    IngestRun(
            Connections connections,
            Brokers brokers,
            IngestPlan plan,
            Supplier<SchemaSource> schemas,
            Repetition repetition,
            Meter meter,
            Notices notices) {
        this.connections = connections;
        this.brokers = brokers;
        this.plan = plan;
        this.schemas = schemas;
        this.repetition = repetition;
        this.meter = meter;
        this.notices = notices;
    }

    /** Sends them in order and tells what became of each; one that fails does not stop the next. */
    void send(List<SourceFile> sources, Consumer<SourceOutcome> outcomes) {
        brokers.ensure(plan.topics(sources));
        frames = FramePlaces.of(sources);
        for (SourceFile source : sources) {
            outcomes.accept(send(source));
        }
    }

    private SourceOutcome send(SourceFile source) {
        String topic = plan.topic(source.form()).name();
        IngestSession session = session(topic, source.root());
        try {
            return switch (source.form()) {
                case TEXT ->
                    new WholeIngest(session, new TextRecords(textWriter(topic)), repetition, meter).ingest(source);
                case LINES -> new LineIngest(session, repetition, meter, TRANSACTION_BYTES).ingest(source);
                case IMAGE, VIDEO, FRAMES ->
                    new WholeIngest(session, new MediaRecords(frames), repetition, meter).ingest(source);
            };
        } catch (IOException e) {
            session.writer().abort();
            return SourceOutcome.failed(source.id(), topic, SourceScan.reason(e));
        } catch (TransactionalWriter.RefusedException e) {
            session.writer().abort();
            return SourceOutcome.failed(source.id(), topic, e.getMessage());
        }
    }

    /** The open session of a topic and root. */
    IngestSession session(String topic, String root) {
        return sessions.computeIfAbsent(
                topic + "/" + root, key -> IngestSession.start(connections, brokers, topic, root, notices));
    }

    private AvroRecordWriter<TextItem> textWriter(String topic) {
        return textWriters.computeIfAbsent(topic, name -> {
            try (SchemaSource source = schemas.get()) {
                return AvroRecordWriter.of(TextItem.class, new Subjects(source).register(name, TextItem.class));
            } catch (TokenizationException e) {
                if (e.code().retriable()) {
                    throw CommandException.unreachable(e.getMessage(), e);
                }
                throw CommandException.failed(e.getMessage(), e);
            }
        });
    }

    @Override
    public void close() {
        sessions.values().forEach(IngestSession::close);
    }
}
