package io.tokenloom.standalone;

import java.io.File;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Copies one topic to another, exactly once, and fails for good at the first value that is {@link #POISON}. Runs inside
 * the installation's Flink. Arguments: bootstrap, source topic, sink topic, the file that remembers the poison.
 */
public final class CopyJob {
    static final String POISON = "poison";

    private CopyJob() {}

    public static void main(String[] arguments) throws Exception {
        String bootstrap = arguments[0];
        createTopics(bootstrap, Set.of(arguments[1], arguments[2]));
        Properties transactions = new Properties();
        transactions.putAll(Map.of("transaction.timeout.ms", "600000"));
        KafkaSource<String> source = KafkaSource.<String>builder()
                .setBootstrapServers(bootstrap)
                .setTopics(arguments[1])
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setValueOnlyDeserializer(new SimpleStringSchema())
                .build();
        KafkaSink<String> sink = KafkaSink.<String>builder()
                .setBootstrapServers(bootstrap)
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(arguments[2])
                .setKafkaProducerConfig(transactions)
                .setRecordSerializer(KafkaRecordSerializationSchema.<String>builder()
                        .setTopic(arguments[2])
                        .setValueSerializationSchema(new SimpleStringSchema())
                        .build())
                .build();
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment
                .fromSource(source, WatermarkStrategy.noWatermarks(), "source")
                .uid("source")
                .map(new FailsOnceForGood(arguments[3]))
                .uid("poison")
                .sinkTo(sink)
                .uid("sink");
        environment.execute("copy");
    }

    private static void createTopics(String bootstrap, Set<String> names) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            Set<String> missing = new HashSet<>(names);
            missing.removeAll(admin.listTopics().names().get());
            admin.createTopics(missing.stream()
                            .map(name -> new NewTopic(name, 1, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
    }

    private record FailsOnceForGood(String marker) implements MapFunction<String, String> {
        @Override
        public String map(String value) throws IOException {
            if (value.equals(POISON) && new File(marker).createNewFile()) {
                throw new SuppressRestartsException(new IllegalStateException("poison"));
            }
            return value;
        }
    }
}
