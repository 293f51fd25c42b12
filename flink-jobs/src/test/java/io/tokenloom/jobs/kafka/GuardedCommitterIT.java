package io.tokenloom.jobs.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Future;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.internal.FlinkKafkaInternalProducer;
import org.apache.flink.connector.kafka.sink.internal.KafkaCommitter;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both cases of a refused commit, against a real broker: committed before (harmless) and lost. */
class GuardedCommitterIT {
    private static final String TOPIC = "out";

    @TempDir
    static Path directory;

    private static EmbeddedKafka kafka;

    @BeforeAll
    static void startKafka() throws Exception {
        kafka = EmbeddedKafka.start(directory);
        kafka.create(List.of(new NewTopic(TOPIC, 1, (short) 1)));
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @Test
    void commitsAfterARestart() throws Exception {
        KafkaCommittable committable = precommitted("plain", Duration.ofMinutes(1));

        Request request = new Request(committable);
        commit(request);

        assertThat(request.outcome).isEqualTo("none");
        assertThat(stateOf("plain")).isEqualTo(TransactionState.COMPLETE_COMMIT);
    }

    @Test
    void takesACommitThatTheFailedRunAlreadyMadeForHarmless() throws Exception {
        KafkaCommittable committable;
        try (FlinkKafkaInternalProducer<byte[], byte[]> producer = begin("fenced", Duration.ofMinutes(1))) {
            committable = committable(producer);
            producer.commitTransaction();
        }

        Request request = new Request(committable);
        commit(request);

        assertThat(request.outcome).isEqualTo("already committed");
    }

    @Test
    void failsWhenTheTransactionExpiredBeforeItsCommit() throws Exception {
        KafkaCommittable committable = precommitted("expired", Duration.ofSeconds(1));
        await().atMost(Duration.ofSeconds(30)).until(() -> stateOf("expired") == TransactionState.COMPLETE_ABORT);

        assertLost(committable, "CompleteAbort");
    }

    @Test
    void failsWhenAnotherProducerAbortedTheTransaction() throws Exception {
        KafkaCommittable committable = precommitted("stolen", Duration.ofMinutes(1));
        begin("stolen", Duration.ofMinutes(1)).close();

        assertLost(committable, "Ongoing");
    }

    @Test
    void failsWhenTheIdWasUsedAgainAndNobodyCanTell() throws Exception {
        KafkaCommittable committable;
        try (FlinkKafkaInternalProducer<byte[], byte[]> producer = begin("reused", Duration.ofMinutes(1))) {
            committable = committable(producer);
            producer.commitTransaction();
        }
        try (FlinkKafkaInternalProducer<byte[], byte[]> later = begin("reused", Duration.ofMinutes(1))) {
            later.commitTransaction();
        }

        assertLost(committable, "CompleteCommit");
    }

    private static void assertLost(KafkaCommittable committable, String seen) {
        Request request = new Request(committable);
        assertThatThrownBy(() -> commit(request)).hasMessage("failed to commit");
        assertThat(request.reason)
                .isInstanceOf(LostTransactionException.class)
                .hasMessageContaining(committable.getTransactionalId())
                .hasMessageContaining(seen)
                .hasMessageContaining("Start it again from");
        assertThat(request.outcome).isEqualTo("failed");
    }

    private static void commit(Request request) throws Exception {
        Properties settings = producerSettings(Duration.ofMinutes(1));
        KafkaCommitter committer =
                new KafkaCommitter(settings, "GuardedCommitterIT", 0, 0, true, FlinkKafkaInternalProducer::new);
        try (GuardedCommitter guarded = new GuardedCommitter(committer, new CoordinatorWitness(settings))) {
            guarded.commit(List.of(request));
        }
    }

    private static KafkaCommittable precommitted(String transactionalId, Duration timeout) {
        try (FlinkKafkaInternalProducer<byte[], byte[]> producer = begin(transactionalId, timeout)) {
            return committable(producer);
        }
    }

    private static FlinkKafkaInternalProducer<byte[], byte[]> begin(String transactionalId, Duration timeout) {
        FlinkKafkaInternalProducer<byte[], byte[]> producer =
                new FlinkKafkaInternalProducer<>(producerSettings(timeout), transactionalId);
        producer.initTransactions();
        producer.beginTransaction();
        Future<RecordMetadata> sent = producer.send(new ProducerRecord<>(TOPIC, transactionalId.getBytes(UTF_8)));
        producer.flush();
        // A flush does not tell of a record that was refused, and a transaction without one is none.
        assertThat(sent).succeedsWithin(Duration.ofSeconds(10));
        return producer;
    }

    /** As restored from a checkpoint: without the producer. */
    private static KafkaCommittable committable(FlinkKafkaInternalProducer<byte[], byte[]> producer) {
        return new KafkaCommittable(producer.getProducerId(), producer.getEpoch(), producer.getTransactionalId(), null);
    }

    private static Properties producerSettings(Duration timeout) {
        Properties settings = kafka.clientSettings();
        settings.setProperty("transaction.timeout.ms", Long.toString(timeout.toMillis()));
        settings.setProperty("key.serializer", ByteArraySerializer.class.getName());
        settings.setProperty("value.serializer", ByteArraySerializer.class.getName());
        return settings;
    }

    private static TransactionState stateOf(String transactionalId) throws Exception {
        try (Admin admin = kafka.admin()) {
            return admin.describeTransactions(List.of(transactionalId))
                    .description(transactionalId)
                    .get()
                    .state();
        }
    }

    /** Records the outcome as Flink's own request does. */
    private static final class Request implements Committer.CommitRequest<KafkaCommittable> {
        private final KafkaCommittable committable;
        private String outcome = "none";
        private Throwable reason;

        Request(KafkaCommittable committable) {
            this.committable = committable;
        }

        @Override
        public KafkaCommittable getCommittable() {
            return committable;
        }

        @Override
        public int getNumberOfRetries() {
            return 0;
        }

        @Override
        public void signalFailedWithKnownReason(Throwable cause) {
            outcome = "dropped";
        }

        @Override
        public void signalFailedWithUnknownReason(Throwable cause) {
            outcome = "failed";
            reason = cause;
            throw new IllegalStateException("failed to commit", cause);
        }

        @Override
        public void retryLater() {
            outcome = "retry";
        }

        @Override
        public void updateAndRetryLater(KafkaCommittable changed) {
            outcome = "retry";
        }

        @Override
        public void signalAlreadyCommitted() {
            outcome = "already committed";
        }
    }
}
