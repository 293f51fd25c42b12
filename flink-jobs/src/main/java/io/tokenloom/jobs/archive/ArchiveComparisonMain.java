package io.tokenloom.jobs.archive;

import io.tokenloom.archive.ArchiveFormat;
import io.tokenloom.archive.ArchiveFormats;
import io.tokenloom.configuration.ConnectionsFile;
import io.tokenloom.connection.Connections;
import io.tokenloom.jobs.tokenize.SinkRecord;
import io.tokenloom.jobs.tokenize.SourceRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Entry for benchmarks: archives a topic in each format, and copies it to another topic, in turn, in one process, so that
 * all share one state of the compiler. Source and checkpoints are the same code; what a record meets behind differs.
 *
 * <p>Arguments: token topic, topic for copies, folder, connections file, rounds. Prints a line for each run: name of the
 * format or {@code copy}, number of the round, milliseconds.
 */
public final class ArchiveComparisonMain {
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final String COPY = "copy";

    private ArchiveComparisonMain() {}

    /** @throws Exception whatever the jobs throw */
    public static void main(String[] arguments) throws Exception {
        String topic = arguments[0];
        String copies = arguments[1];
        Path folder = Path.of(arguments[2]);
        Connections connections = ConnectionsFile.read(Path.of(arguments[3]));
        for (int round = 0; round < Integer.parseInt(arguments[4]); round++) {
            tell(COPY, round, copy(plan("parquet", round, topic, copies, folder, connections), copies));
            for (ArchiveFormat format : ArchiveFormats.all()) {
                ArchivePlan plan = plan(format.name(), round, topic, copies, folder, connections);
                StreamExecutionEnvironment environment = LocalArchiveMain.environment();
                ArchiveJob.build(environment, plan);
                tell(format.name(), round, environment.execute(plan.job()).getNetRuntime());
            }
        }
        System.exit(0);
    }

    private static void tell(String name, int round, long millis) {
        System.out.println("lane " + name + " " + round + " " + millis);
    }

    private static ArchivePlan plan(
            String format, int round, String topic, String copies, Path folder, Connections connections)
            throws InterruptedException {
        String name = format + "-" + round;
        Archives archives = new Archives(
                "bench-" + name,
                List.of(new Archive(name, topic, folder.resolve(name).toString(), format, copies)),
                INTERVAL);
        return ArchivePreparation.prepare(Path.of("archives"), archives, connections, true);
    }

    private static long copy(ArchivePlan plan, String copies) throws Exception {
        StreamExecutionEnvironment environment = LocalArchiveMain.environment();
        ArchiveJob.configure(environment, plan);
        environment
                .fromSource(ArchiveJob.source(plan, plan.archives().get(0)), WatermarkStrategy.noWatermarks(), "source")
                .map(source -> copied(source, copies))
                .returns(TypeInformation.of(SinkRecord.class))
                .sinkTo(ArchiveJob.sink(plan, COPY, Set.of(copies)))
                .uid(COPY);
        return environment.execute(COPY).getNetRuntime();
    }

    private static SinkRecord copied(SourceRecord source, String topic) {
        return new SinkRecord(
                topic, source.partition(), source.timestamp(), source.key(), source.value(), source.headers());
    }
}
