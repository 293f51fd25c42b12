package io.tokenloom.jobs.archive;

import io.tokenloom.archive.commit.ArchiveException;
import io.tokenloom.archive.commit.ArchiveFolder;
import io.tokenloom.archive.commit.ArchiveIdentity;
import io.tokenloom.archive.commit.ArchiveLog;
import io.tokenloom.configuration.ConfigurationException;
import io.tokenloom.configuration.Mistake;
import io.tokenloom.connection.Connections;
import io.tokenloom.jobs.routes.ClusterUnavailableException;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.wire.SchemaSource;
import io.tokenloom.wire.Subjects;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Everything that is done once before the job starts: folders are claimed, topics looked up, and both compared. */
final class ArchivePreparation {
    private final Path file;
    private final Admin admin;
    private final Subjects subjects;
    private final List<Mistake> mistakes = new ArrayList<>();

    private ArchivePreparation(Path file, Admin admin, Subjects subjects) {
        this.file = file;
        this.admin = admin;
        this.subjects = subjects;
    }

    /**
     * Prepares the start of a job.
     *
     * @param file the archives file, for messages
     * @throws ConfigurationException with every mistake
     * @throws ClusterUnavailableException if Kafka does not answer
     * @throws io.tokenloom.deadletter.TokenizationException if the schema registry does not answer
     * @throws InterruptedException if interrupted while waiting
     */
    static ArchivePlan prepare(Path file, Archives archives, Connections connections, boolean untilEnd)
            throws InterruptedException {
        try (Admin admin = connect(connections);
                SchemaSource schemas = SchemaSource.connect(connections.schemaRegistry())) {
            ArchivePreparation preparation = new ArchivePreparation(file, admin, new Subjects(schemas));
            List<PlannedArchive> planned = new ArrayList<>();
            for (int i = 0; i < archives.archives().size(); i++) {
                planned.add(
                        preparation.plan(i, archives.job(), archives.archives().get(i)));
            }
            preparation.requireNoMistakes();
            // A job that is refused leaves no folder behind.
            for (int i = 0; i < planned.size(); i++) {
                preparation.claim(i, planned.get(i));
            }
            preparation.requireNoMistakes();
            return new ArchivePlan(archives.job(), planned, archives.checkpointInterval(), connections, untilEnd);
        }
    }

    private static Admin connect(Connections connections) throws InterruptedException {
        try {
            Admin admin = Admin.create(connections.kafkaProperties());
            try {
                admin.describeCluster().nodes().get();
                return admin;
            } catch (ExecutionException e) {
                admin.close();
                throw new ClusterUnavailableException(
                        "Kafka at " + connections.bootstrapServers() + " did not answer", e.getCause());
            }
        } catch (KafkaException e) {
            throw new ClusterUnavailableException("the settings of the connections file make no Kafka client", e);
        }
    }

    private void requireNoMistakes() {
        if (!mistakes.isEmpty()) {
            throw new ConfigurationException(mistakes);
        }
    }

    private static ArchiveIdentity identity(String job, Archive archive) {
        return new ArchiveIdentity(archive.format(), job);
    }

    private void claim(int index, PlannedArchive planned) {
        try {
            planned.folder().claim(identity(planned.job(), planned.archive()));
        } catch (ArchiveException | IOException e) {
            folderMistake(index, e);
        }
    }

    private void folderMistake(int index, Exception e) {
        String place = place(index, "to");
        mistakes.add(
                e instanceof IOException
                        ? new Mistake(
                                file.toString(),
                                place,
                                "can't be written: " + e.getClass().getSimpleName() + " " + e.getMessage(),
                                "Name a folder where this program may write.")
                        : new Mistake(file.toString(), place, e.getMessage(), ""));
    }

    private PlannedArchive plan(int index, String job, Archive archive) throws InterruptedException {
        int deadLetterBytes = deadLetterBytes(index, archive);
        topicIsOfTokens(index, archive);
        long last = -1;
        PlannedArchive.Offsets offsets = new PlannedArchive.Offsets();
        try {
            ArchiveFolder folder = new ArchiveFolder(Path.of(archive.to()));
            folder.requireFree(identity(job, archive));
            ArchiveLog log = ArchiveLog.read(folder);
            last = log.last();
            offsets = PlannedArchive.Offsets.of(log.offsets(), archive.from());
            topicHoldsWhatComesNext(index, archive, offsets);
        } catch (ArchiveException | IOException e) {
            folderMistake(index, e);
        }
        return new PlannedArchive(archive, job, last, offsets, System.currentTimeMillis(), deadLetterBytes);
    }

    /** Else each of its records would become a dead letter. */
    private void topicIsOfTokens(int index, Archive archive) {
        Optional<String> name = subjects.recordName(archive.from());
        if (!name.equals(Optional.of(TokenSequence.getClassSchema().getFullName()))) {
            mistakes.add(new Mistake(
                    file.toString(),
                    place(index, "from"),
                    "topic \"" + archive.from() + "\" holds no token sequences: in the schema registry its values are "
                            + name.orElse("of no schema"),
                    "Name a topic that a route writes ids to."));
        }
    }

    private int deadLetterBytes(int index, Archive archive) throws InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, archive.deadLetters());
        try {
            return Integer.parseInt(admin.describeConfigs(List.of(resource))
                    .values()
                    .get(resource)
                    .get()
                    .get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
                    .value());
        } catch (ExecutionException e) {
            topicMistake(place(index, "deadLetters"), archive.deadLetters(), e.getCause());
            return 0;
        }
    }

    /** What the archive has not got yet must be there, from the very next record on. */
    private void topicHoldsWhatComesNext(int index, Archive archive, PlannedArchive.Offsets offsets)
            throws InterruptedException {
        try {
            TopicDescription topic = admin.describeTopics(List.of(archive.from()))
                    .topicNameValues()
                    .get(archive.from())
                    .get();
            Map<TopicPartition, OffsetSpec> first = new HashMap<>();
            Map<TopicPartition, OffsetSpec> end = new HashMap<>();
            topic.partitions().forEach(partition -> {
                first.put(new TopicPartition(archive.from(), partition.partition()), OffsetSpec.earliest());
                end.put(new TopicPartition(archive.from(), partition.partition()), OffsetSpec.latest());
            });
            Map<TopicPartition, ListOffsetsResultInfo> firsts =
                    admin.listOffsets(first).all().get();
            Map<TopicPartition, ListOffsetsResultInfo> ends =
                    admin.listOffsets(end).all().get();
            for (int partition = 0; partition < offsets.next().length; partition++) {
                TopicPartition place = new TopicPartition(archive.from(), partition);
                long next = offsets.next()[partition];
                if (next >= 0
                        && (!firsts.containsKey(place)
                                || next < firsts.get(place).offset()
                                || next > ends.get(place).offset())) {
                    mistakes.add(new Mistake(
                            file.toString(),
                            place(index, "from"),
                            "the archive holds partition " + partition + " of \"" + archive.from() + "\" up to offset "
                                    + next + ", and the topic has "
                                    + (firsts.containsKey(place)
                                            ? firsts.get(place).offset() + " to "
                                                    + ends.get(place).offset()
                                            : "no such partition")
                                    + " now: records in between were deleted, or the topic was made anew",
                            "Name another folder for what comes now."));
                }
            }
        } catch (ExecutionException e) {
            topicMistake(place(index, "from"), archive.from(), e.getCause());
        }
    }

    private void topicMistake(String place, String topic, Throwable cause) {
        if (cause instanceof UnknownTopicOrPartitionException) {
            mistakes.add(new Mistake(
                    file.toString(), place, "topic \"" + topic + "\" does not exist", "Create it, or mend the name."));
        } else if (cause instanceof AuthorizationException) {
            mistakes.add(new Mistake(
                    file.toString(),
                    place,
                    "this principal may not describe topic \"" + topic + "\"",
                    "Grant it Describe and DescribeConfigs on the topic."));
        } else {
            throw new ClusterUnavailableException("Kafka did not describe topic \"" + topic + "\"", cause);
        }
    }

    private static String place(int index, String key) {
        return "archives[" + index + "]." + key;
    }
}
