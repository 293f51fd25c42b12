package io.tokenloom.jobs.archive;

import io.tokenloom.archive.ArchiveFormats;
import io.tokenloom.archive.commit.Publication;
import io.tokenloom.archive.commit.Publisher;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;

/** Publishes what a checkpoint holds, in the order of its commits. A fault fails the job, which then tries again. */
final class ArchiveCommitter implements Committer<Publication> {
    private final Publisher publisher;

    ArchiveCommitter(PlannedArchive archive) {
        this.publisher = new Publisher(
                archive.folder(), ArchiveFormats.named(archive.archive().format()));
    }

    @Override
    public void commit(Collection<CommitRequest<Publication>> requests) throws IOException {
        List<CommitRequest<Publication>> ordered = requests.stream()
                .sorted(Comparator.comparingLong(
                        request -> request.getCommittable().id()))
                .toList();
        for (CommitRequest<Publication> request : ordered) {
            publisher.publish(request.getCommittable());
        }
    }

    @Override
    public void close() {}
}
