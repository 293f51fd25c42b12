package io.tokenloom.jobs.archive;

import io.tokenloom.archive.ArchiveFormats;
import io.tokenloom.archive.commit.ArchiveFile;
import io.tokenloom.archive.commit.ArchiveFolder;
import io.tokenloom.archive.commit.ArchiveLog;
import io.tokenloom.archive.commit.Deletion;
import io.tokenloom.archive.commit.NextOffsets;
import io.tokenloom.archive.commit.Publication;
import io.tokenloom.archive.commit.Publisher;
import io.tokenloom.archive.commit.Remains;
import io.tokenloom.archive.commit.StagedFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableSummary;
import org.apache.flink.streaming.api.connector.sink2.CommittableWithLineage;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Makes one publication of what all writers did since the last checkpoint, and gives it its number and its files their names.
 * Runs once. The number of the last publication is its state; without state the archive itself says it.
 */
final class PublicationOperator extends AbstractStreamOperator<CommittableMessage<Publication>>
        implements OneInputStreamOperator<CommittableMessage<WriterResult>, CommittableMessage<Publication>> {
    private static final long serialVersionUID = 1L;

    /** Of machines that share the folder. */
    private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(1);

    private final PlannedArchive archive;

    private transient ListState<Long> state;
    private transient String run;
    private transient long after;
    private transient long last;
    private transient long checkpoint;
    private transient boolean finished;
    private transient List<WriterResult> results;

    PublicationOperator(PlannedArchive archive) {
        this.archive = archive;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        state = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("last-publication", Types.LONG));
        run = UUID.randomUUID().toString();
        results = new ArrayList<>();
        last = archive.lastCommit();
        for (Long restored : state.get()) {
            last = restored;
        }
        after = last;
        checkpoint = context.getRestoredCheckpointId().orElse(0);
        ArchiveLog log = ArchiveLog.read(archive.folder());
        Publisher.requireUncompacted(archive.folder(), log, after);
        if (!context.isRestored()) {
            Remains.clear(
                    archive.folder(), ArchiveFormats.named(archive.archive().format()));
            archive.folder()
                    .clearStaged(
                            ArchiveWriter.STAGING_AREA,
                            Instant.ofEpochMilli(archive.plannedAt()).minus(CLOCK_DIFFERENCE));
        }
        if (!context.isRestored() && log.last() != archive.lastCommit()) {
            throw new IllegalStateException("The archive in " + archive.folder().path() + " has grown to commit "
                    + log.last() + " since this job looked at it and found " + archive.lastCommit()
                    + ": another job of the name \"" + archive.job()
                    + "\" writes it. Stop one of them, and start again.");
        }
    }

    @Override
    public void processElement(StreamRecord<CommittableMessage<WriterResult>> element) {
        if (element.getValue() instanceof CommittableWithLineage<WriterResult> message) {
            results.add(message.getCommittable());
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        if (!finished) {
            checkpoint = checkpointId;
            publish(checkpointId);
        }
    }

    /** What came with the end of the input goes with the checkpoint that follows it. */
    @Override
    public void finish() {
        finished = true;
        publish(checkpoint + 1);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        state.update(List.of(last));
    }

    private void publish(long checkpointId) {
        if (results.isEmpty()) {
            output.collect(new StreamRecord<>(new CommittableSummary<>(0, 1, checkpointId, 0, 0)));
            return;
        }
        last++;
        Publication publication = publication();
        results.clear();
        output.collect(new StreamRecord<>(new CommittableSummary<>(0, 1, checkpointId, 1, 0)));
        output.collect(new StreamRecord<>(new CommittableWithLineage<>(publication, checkpointId, 0)));
    }

    private Publication publication() {
        NextOffsets offsets = NextOffsets.NONE;
        List<StagedFile> files = new ArrayList<>();
        List<Deletion> deletions = new ArrayList<>();
        for (WriterResult result : results) {
            offsets = offsets.and(result.offsets());
            files.addAll(result.files());
            deletions.addAll(result.deletions());
        }
        files.sort(Comparator.comparing((StagedFile file) -> file.file().dataset())
                .thenComparing(file -> file.file().earliest())
                .thenComparing(StagedFile::staged));
        List<StagedFile> named = new ArrayList<>();
        for (StagedFile file : files) {
            ArchiveFile unnamed = file.file();
            named.add(new StagedFile(
                    file.staged(),
                    unnamed.named(archive.job() + "-" + ArchiveFolder.number(last) + "-" + named.size())));
        }
        return new Publication(last, run, after, named, offsets, deletions);
    }
}
