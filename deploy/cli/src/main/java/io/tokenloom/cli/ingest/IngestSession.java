package io.tokenloom.cli.ingest;

import io.tokenloom.cli.connection.Brokers;
import io.tokenloom.cli.connection.ClaimStores;
import io.tokenloom.connection.Connections;
import java.util.Map;
import java.util.Optional;

/**
 * One writer and what earlier runs have sent, for the sources that share a topic and a root. The progress is read after
 * the writer has fenced its predecessors, so nothing can be committed in between. Not thread-safe.
 */
final class IngestSession implements AutoCloseable {
    private final TransactionalWriter writer;
    private final ContentPlacement placement;
    private final Map<String, Progress> progress;

    private IngestSession(TransactionalWriter writer, ContentPlacement placement, Map<String, Progress> progress) {
        this.writer = writer;
        this.placement = placement;
        this.progress = progress;
    }

    static IngestSession start(Connections connections, Brokers brokers, String topic, String root, Notices notices) {
        ContentPlacement placement = new ContentPlacement(ClaimStores.of(connections));
        TransactionalWriter writer;
        try {
            writer = TransactionalWriter.start(connections, topic, root);
        } catch (RuntimeException e) {
            placement.close();
            throw e;
        }
        try {
            String prefix = Progress.key(topic, root);
            return new IngestSession(writer, placement, new ProgressReader(connections, brokers, notices).read(prefix));
        } catch (RuntimeException e) {
            placement.close();
            writer.close();
            throw e;
        }
    }

    /** Where contents travel. */
    ContentPlacement placement() {
        return placement;
    }

    TransactionalWriter writer() {
        return writer;
    }

    String topic() {
        return writer.topic();
    }

    /** How far this source is committed. */
    Optional<Progress> progress(String sourceId) {
        return Optional.ofNullable(progress.get(Progress.key(topic(), sourceId)));
    }

    /** Commits what was sent of this source, with its progress. */
    void commit(String sourceId, Progress made) {
        writer.commit(sourceId, made);
        progress.put(Progress.key(topic(), sourceId), made);
    }

    @Override
    public void close() {
        placement.close();
        writer.close();
    }
}
