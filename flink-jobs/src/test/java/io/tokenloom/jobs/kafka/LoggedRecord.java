package io.tokenloom.jobs.kafka;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.record.FileRecords;
import org.apache.kafka.common.record.Record;
import org.apache.kafka.common.record.RecordBatch;

/**
 * A record as it lies in the files of a broker, which tell what no consumer is told: its transaction. Those of aborted
 * transactions are there too.
 *
 * @param partition of its topic
 * @param offset there
 * @param key as text, empty where there is none
 * @param transaction that it is a part of
 */
public record LoggedRecord(int partition, long offset, String key, Transaction transaction) {
    /** One transaction of a broker with transactions of version 2, which give each of them an epoch of its own. */
    public record Transaction(long producerId, short epoch) {}

    /** All records of a topic in the folder of an {@link EmbeddedKafka}. */
    public static List<LoggedRecord> of(Path folder, String topic) throws IOException {
        List<LoggedRecord> all = new ArrayList<>();
        for (int partition = 0; Files.isDirectory(folder.resolve(topic + "-" + partition)); partition++) {
            try (DirectoryStream<Path> segments =
                    Files.newDirectoryStream(folder.resolve(topic + "-" + partition), "*.log")) {
                for (Path segment : segments) {
                    try (FileRecords records = FileRecords.open(segment.toFile(), false)) {
                        for (RecordBatch batch : records.batches()) {
                            add(all, partition, batch);
                        }
                    }
                }
            }
        }
        return all;
    }

    private static void add(List<LoggedRecord> all, int partition, RecordBatch batch) {
        if (batch.isControlBatch() || !batch.isTransactional()) {
            return;
        }
        Transaction transaction = new Transaction(batch.producerId(), batch.producerEpoch());
        for (Record each : batch) {
            String key =
                    each.hasKey() ? StandardCharsets.UTF_8.decode(each.key()).toString() : "";
            all.add(new LoggedRecord(partition, each.offset(), key, transaction));
        }
    }
}
