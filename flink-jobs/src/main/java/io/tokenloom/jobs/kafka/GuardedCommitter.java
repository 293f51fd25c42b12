package io.tokenloom.jobs.kafka;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.util.IOUtils;

/** The connector's committer, with requests that never lose a transaction in silence. Not thread-safe. */
final class GuardedCommitter implements Committer<KafkaCommittable> {
    private final Committer<KafkaCommittable> committer;
    private final TransactionWitness witness;

    /** Owns both from here on. */
    GuardedCommitter(Committer<KafkaCommittable> committer, TransactionWitness witness) {
        this.committer = committer;
        this.witness = witness;
    }

    @Override
    public void commit(Collection<CommitRequest<KafkaCommittable>> requests) throws IOException, InterruptedException {
        List<CommitRequest<KafkaCommittable>> guarded = requests.stream()
                .<CommitRequest<KafkaCommittable>>map(request -> new GuardedRequest(request, witness))
                .toList();
        committer.commit(guarded);
    }

    @Override
    public void close() throws IOException {
        try {
            IOUtils.closeAll(committer, witness);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IOException("the committer of the Kafka sink did not close", e);
        }
    }
}
