package io.tokenloom.jobs.archive;

import io.tokenloom.archive.commit.Publication;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessageTypeInfo;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Files of an archive, each of which appears once, with all others of its checkpoint. */
final class ArchiveSink
        implements Sink<ReadRecord>,
                SupportsCommitter<Publication>,
                SupportsPreCommitTopology<WriterResult, Publication> {
    private static final long serialVersionUID = 1L;

    private final PlannedArchive archive;
    private final Map<String, String> registry;

    ArchiveSink(PlannedArchive archive, Map<String, String> registry) {
        this.archive = archive;
        this.registry = Map.copyOf(registry);
    }

    @Override
    public CommittingSinkWriter<ReadRecord, WriterResult> createWriter(WriterInitContext context) {
        return new ArchiveWriter(archive, registry, context.metricGroup());
    }

    @Override
    public SimpleVersionedSerializer<WriterResult> getWriteResultSerializer() {
        return new JsonSerializer<>(WriterResult.class);
    }

    /** One task numbers the publications, and the one committer that gets them commits in their order. */
    @Override
    public DataStream<CommittableMessage<Publication>> addPreCommitTopology(
            DataStream<CommittableMessage<WriterResult>> results) {
        return results.global()
                .transform(
                        Uids.publish(archive.archive()),
                        CommittableMessageTypeInfo.of(() -> new JsonSerializer<>(Publication.class)),
                        new PublicationOperator(archive))
                .uid(Uids.publish(archive.archive()))
                .setParallelism(1)
                .setMaxParallelism(1)
                .global();
    }

    @Override
    public Committer<Publication> createCommitter(CommitterInitContext context) {
        return new ArchiveCommitter(archive);
    }

    @Override
    public SimpleVersionedSerializer<Publication> getCommittableSerializer() {
        return new JsonSerializer<>(Publication.class);
    }
}
