package io.tokenloom.standalone.supervisor;

import static io.tokenloom.standalone.supervisor.FlinkFiles.FRAMEWORK_HEAP_MIB;
import static io.tokenloom.standalone.supervisor.FlinkFiles.FRAMEWORK_OFF_HEAP_MIB;
import static io.tokenloom.standalone.supervisor.FlinkFiles.METASPACE_MIB;
import static io.tokenloom.standalone.supervisor.FlinkFiles.NETWORK_MIB;
import static io.tokenloom.standalone.supervisor.FlinkFiles.TASK_HEAP_MIB;
import static io.tokenloom.standalone.supervisor.FlinkFiles.TASK_OFF_HEAP_MIB;

import io.tokenloom.standalone.PartNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Flink's TaskManager: the process that does the job's work. */
final class TaskManagerPart implements Part {
    private static final String MAIN = "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";

    private final Installation installation;

    TaskManagerPart(Installation installation) {
        this.installation = installation;
    }

    @Override
    public String name() {
        return PartNames.TASK_MANAGER;
    }

    @Override
    public List<String> after() {
        return List.of();
    }

    @Override
    public List<String> command() throws IOException {
        FlinkFiles files = new FlinkFiles(installation);
        Path configuration = files.prepare(name());
        int heap = FRAMEWORK_HEAP_MIB + TASK_HEAP_MIB;
        int direct = FRAMEWORK_OFF_HEAP_MIB + TASK_OFF_HEAP_MIB + NETWORK_MIB;
        return installation.java(
                name(),
                FlinkJvm.options(
                        files.scratch(name()),
                        List.of(
                                "-Xms128m",
                                // Large records live in the old generation; the default leaves a third of the heap out.
                                "-XX:MaxNewSize=160m",
                                "-Xmx" + heap + "m",
                                "-XX:MaxDirectMemorySize=" + direct + "m",
                                "-XX:MaxMetaspaceSize=" + METASPACE_MIB + "m")),
                FlinkJvm.classPath(installation),
                List.of(MAIN, "--configDir", configuration.toString()));
    }

    @Override
    public Answer ask() throws IOException {
        LoopbackHttp.head(installation.addresses().metricsUrls().get(name()));
        return Answer.healthy("");
    }
}
