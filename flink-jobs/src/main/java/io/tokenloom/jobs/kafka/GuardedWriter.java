package io.tokenloom.jobs.kafka;

import java.io.IOException;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter;
import org.apache.flink.connector.kafka.sink.internal.CheckpointTransaction;
import org.apache.flink.connector.kafka.sink.internal.ReadableBackchannel;
import org.apache.flink.connector.kafka.sink.internal.TransactionFinished;
import org.apache.flink.connector.kafka.sink.internal.WritableBackchannel;
import org.apache.flink.util.IOUtils;
import org.apache.kafka.clients.admin.Admin;

/**
 * The connector's writer, with ids of finished transactions held back as {@link HeldTransactions} says. Sits between
 * the committer, which reports what it finished, and the writer's pool, which would use the id at once. Not
 * thread-safe.
 */
@SuppressWarnings("try") // Flink declares close() to throw anything
final class GuardedWriter<T> implements PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> {
    private final PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> writer;
    private final ReadableBackchannel<TransactionFinished> finished;
    private final WritableBackchannel<TransactionFinished> reusable;
    private final HeldTransactions transactions = new HeldTransactions();
    private final Map<String, TransactionFinished> reports = new HashMap<>();

    /** Owns the writer and both channels from here on. */
    GuardedWriter(
            PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> writer,
            Collection<KafkaWriterState> recovered,
            ReadableBackchannel<TransactionFinished> finished,
            WritableBackchannel<TransactionFinished> reusable) {
        this.writer = writer;
        this.finished = finished;
        this.reusable = reusable;
        recovered.forEach(this::remember);
    }

    @Override
    public List<KafkaWriterState> snapshotState(long checkpointId) throws IOException {
        for (TransactionFinished report = finished.poll(); report != null; report = finished.poll()) {
            if (transactions.finished(report.getTransactionId(), checkpointId)) {
                reports.put(report.getTransactionId(), report);
            } else {
                reusable.send(report);
            }
        }
        transactions.release().forEach(id -> reusable.send(reports.remove(id)));

        List<KafkaWriterState> states = new ArrayList<>();
        Set<String> held = transactions.held();
        for (KafkaWriterState state : writer.snapshotState(checkpointId)) {
            KafkaWriterState pending = without(held, state);
            remember(pending);
            states.add(pending);
        }
        return states;
    }

    private void remember(KafkaWriterState state) {
        state.getPrecommittedTransactionalIds()
                .forEach(transaction ->
                        transactions.pending(transaction.getTransactionalId(), transaction.getCheckpointId()));
    }

    /** What is finished is not pending: after a restore the pool may abort or use the id without asking. */
    private static KafkaWriterState without(Set<String> held, KafkaWriterState state) {
        List<CheckpointTransaction> pending = state.getPrecommittedTransactionalIds().stream()
                .filter(transaction -> !held.contains(transaction.getTransactionalId()))
                .toList();
        return new KafkaWriterState(
                state.getTransactionalIdPrefix(),
                state.getOwnedSubtaskId(),
                state.getTotalNumberOfOwnedSubtasks(),
                state.getTransactionOwnership(),
                pending);
    }

    @Override
    public void write(T element, Context context) throws IOException, InterruptedException {
        writer.write(element, context);
    }

    @Override
    public void writeWatermark(Watermark watermark) throws IOException, InterruptedException {
        writer.writeWatermark(watermark);
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        writer.flush(endOfInput);
    }

    @Override
    public Collection<KafkaCommittable> prepareCommit() throws IOException, InterruptedException {
        return writer.prepareCommit();
    }

    @Override
    public void close() throws Exception {
        IOUtils.closeAll(writer, reusable, finished, this::closeAdmin);
    }

    /** The connector's writer makes an admin client and forgets it: each restart of a job would leave a thread behind. */
    private void closeAdmin() throws ReflectiveOperationException {
        Field field = writer.getClass().getDeclaredField("adminClient");
        field.setAccessible(true);
        if (field.get(writer) instanceof Admin admin) {
            admin.close(Duration.ZERO);
        }
    }
}
