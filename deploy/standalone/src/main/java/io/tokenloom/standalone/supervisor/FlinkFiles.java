package io.tokenloom.standalone.supervisor;

import io.tokenloom.standalone.HomeFolder;
import io.tokenloom.standalone.PartNames;
import io.tokenloom.standalone.Port;
import io.tokenloom.standalone.StandaloneAddresses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Configuration and scratch folders of the two Flink processes. The sizes are those of two slots that work on the largest
 * items; the README of this module has the arithmetic.
 */
record FlinkFiles(Installation installation) {
    static final int FRAMEWORK_HEAP_MIB = 128;
    static final int TASK_HEAP_MIB = 1280;
    static final int FRAMEWORK_OFF_HEAP_MIB = 64;
    /**
     * The JDK copies what a socket reads or writes through a buffer outside the heap, as large as the record; each thread
     * keeps its own. Four consumers of 8 MiB and six producers of 24, three for each sink: one at work and two that commit. (Not kept,
     * by jdk.nio.maxCachedBufferSize, the buffers make 18 s of the 40 ms in which 64 MiB are read.)
     */
    static final int TASK_OFF_HEAP_MIB = 256;

    static final int NETWORK_MIB = 64;
    static final int METASPACE_MIB = 160;

    /** Writes a part's configuration and empties its scratch folder; returns the configuration's folder. */
    Path prepare(String part) throws IOException {
        Path scratch = scratch(part);
        FolderTree.delete(scratch);
        Files.createDirectories(scratch);
        Path folder = installation.home().run().resolve(part);
        Files.createDirectories(folder);
        StringBuilder yaml = new StringBuilder();
        options(part).forEach((key, value) -> yaml.append(key)
                .append(": '")
                .append(value.replace("'", "''"))
                .append("'\n"));
        Files.writeString(folder.resolve("config.yaml"), yaml, StandardCharsets.UTF_8);
        return folder;
    }

    Path scratch(String part) {
        return installation.home().data("flink").resolve("scratch").resolve(part);
    }

    private Map<String, String> options(String part) {
        Map<String, String> options = new TreeMap<>();
        addresses(options, part);
        memory(options);
        recovery(options);
        String slots = Integer.toString(installation.settings().taskSlots());
        options.put("taskmanager.numberOfTaskSlots", slots);
        options.put("parallelism.default", slots);
        options.put("io.tmp.dirs", scratch(part).toString());
        options.put("web.submit.enable", "false");
        options.put("web.cancel.enable", "false");
        options.putAll(installation.settings().flinkOptions());
        return options;
    }

    private void addresses(Map<String, String> options, String part) {
        boolean manager = part.equals(PartNames.JOB_MANAGER);
        for (String host : List.of(
                "jobmanager.rpc.address",
                "jobmanager.bind-host",
                "rest.address",
                "rest.bind-address",
                "taskmanager.host",
                "taskmanager.bind-host")) {
            options.put(host, StandaloneAddresses.HOST);
        }
        put(options, "jobmanager.rpc.port", Port.JOB_MANAGER_RPC);
        put(options, "rest.port", Port.FLINK_REST);
        put(options, "blob.server.port", Port.JOB_MANAGER_BLOB);
        put(options, "taskmanager.rpc.port", Port.TASK_MANAGER_RPC);
        put(options, "taskmanager.data.port", Port.TASK_MANAGER_DATA);
        put(options, "metrics.internal.query-service.port", manager ? Port.JOB_MANAGER_QUERY : Port.TASK_MANAGER_QUERY);
        options.put(
                "metrics.reporter.prom.factory.class",
                "io.tokenloom.standalone.flink.LoopbackPrometheusReporterFactory");
        put(options, "metrics.reporter.prom.port", manager ? Port.JOB_MANAGER_METRICS : Port.TASK_MANAGER_METRICS);
    }

    private void put(Map<String, String> options, String key, Port port) {
        options.put(key, Integer.toString(installation.ports().number(port)));
    }

    // A TaskManager that is not started by Flink's scripts must be told every share itself.
    private void memory(Map<String, String> options) {
        options.put("taskmanager.cpu.cores", installation.settings().taskSlots() + ".0");
        options.put("taskmanager.memory.framework.heap.size", FRAMEWORK_HEAP_MIB + "m");
        options.put("taskmanager.memory.task.heap.size", TASK_HEAP_MIB + "m");
        options.put("taskmanager.memory.framework.off-heap.size", FRAMEWORK_OFF_HEAP_MIB + "m");
        options.put("taskmanager.memory.task.off-heap.size", TASK_OFF_HEAP_MIB + "m");
        options.put("taskmanager.memory.network.min", NETWORK_MIB + "m");
        options.put("taskmanager.memory.network.max", NETWORK_MIB + "m");
        options.put("taskmanager.memory.managed.size", "0m");
        options.put("taskmanager.memory.jvm-metaspace.size", METASPACE_MIB + "m");
        options.put("taskmanager.memory.jvm-overhead.min", "128m");
        options.put("taskmanager.memory.jvm-overhead.max", "128m");
    }

    private void recovery(Map<String, String> options) {
        HomeFolder home = installation.home();
        options.put("execution.checkpointing.interval", "2s");
        options.put("execution.checkpointing.dir", home.checkpoints().toUri().toString());
        options.put(
                "execution.checkpointing.savepoint-dir",
                home.savepoints().toUri().toString());
        // A JobManager that is killed or stopped leaves them for the next one, which owns and cleans them from then on.
        options.put("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
        options.put("execution.state-recovery.claim-mode", "CLAIM");
        options.put("execution.checkpointing.num-retained", "2");
        options.put("restart-strategy.type", "exponential-delay");
        options.put("restart-strategy.exponential-delay.initial-backoff", "500ms");
        options.put("restart-strategy.exponential-delay.max-backoff", "15s");
        options.put("restart-strategy.exponential-delay.reset-backoff-threshold", "1min");
        // A TaskManager is there before its JobManager; the default lets it wait ten seconds for the second try.
        options.put("cluster.registration.error-delay", "500ms");
        // A killed process is missed within seconds; a busy machine is given half a minute.
        options.put("heartbeat.interval", "1s");
        options.put("heartbeat.rpc-failure-threshold", "2");
        options.put("heartbeat.timeout", "30s");
        options.put("pekko.ask.timeout", "30s");
    }
}
