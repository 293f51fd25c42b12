package io.tokenloom.standalone.supervisor;

import io.tokenloom.standalone.HomeFolder;
import io.tokenloom.standalone.JobSettings;
import io.tokenloom.standalone.PartNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Flink's JobManager in application mode: it runs the one job, from its newest snapshot. */
final class JobManagerPart implements Part {
    private static final String MAIN = "org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint";
    private static final Pattern STATE = Pattern.compile("\"state\":\"([A-Z]+)\"");
    private static final Pattern TASKS = Pattern.compile("\"tasks\":\\{([^}]*)}");
    private static final Pattern COUNT = Pattern.compile("\"(running|finished|total)\":([0-9]+)");

    private final Installation installation;
    private final JobSettings job;

    JobManagerPart(Installation installation, JobSettings job) {
        this.installation = installation;
        this.job = job;
    }

    @Override
    public String name() {
        return PartNames.JOB_MANAGER;
    }

    @Override
    public List<String> after() {
        return List.of(PartNames.BROKER, PartNames.REGISTRY);
    }

    /** The tasks obey the dead JobManager only; a fresh TaskManager can not write for the wrong one. */
    @Override
    public List<String> takesDown() {
        return List.of(PartNames.TASK_MANAGER);
    }

    @Override
    public List<String> command() throws IOException {
        FlinkFiles files = new FlinkFiles(installation);
        Path configuration = files.prepare(name());
        List<String> arguments = new ArrayList<>(List.of(
                MAIN,
                "--configDir",
                configuration.toString(),
                "--job-classname",
                job.mainClass(),
                "--job-id",
                HomeFolder.JOB_ID));
        NewestSnapshot snapshots = new NewestSnapshot(installation.home());
        snapshots.deleteIncomplete();
        snapshots
                .find()
                .ifPresent(path ->
                        // A route that was taken out leaves state that nobody claims.
                        arguments.addAll(
                                List.of("--fromSavepoint", path.toUri().toString(), "--allowNonRestoredState")));
        job.arguments().stream().map(this::withAddresses).forEach(arguments::add);
        return installation.java(
                name(),
                FlinkJvm.options(
                        files.scratch(name()),
                        List.of(
                                // It works for seconds in a day: code that is compiled for speed never pays here, and
                                // while the platform starts, compiling it would be a third of this process's work.
                                "-XX:TieredStopAtLevel=1",
                                "-Xms64m",
                                "-Xmx448m",
                                "-XX:MinHeapFreeRatio=15",
                                "-XX:MaxMetaspaceSize=160m",
                                "-XX:MaxDirectMemorySize=96m")),
                FlinkJvm.classPath(installation),
                arguments);
    }

    private String withAddresses(String argument) {
        return argument.replace("{bootstrap}", installation.addresses().bootstrap())
                .replace("{registry}", installation.addresses().registryUrl())
                .replace("{home}", installation.home().path().toString());
    }

    /** Healthy when the job runs with all its tasks. */
    @Override
    public Answer ask() throws IOException {
        return describe(LoopbackHttp.get(installation.addresses().flinkRestUrl() + "/jobs/overview"));
    }

    static Answer describe(String overview) {
        Matcher state = STATE.matcher(overview);
        Matcher tasks = TASKS.matcher(overview);
        if (!state.find() || !tasks.find()) {
            return Answer.notYet("no job yet");
        }
        int total = 0;
        int going = 0;
        for (Matcher count = COUNT.matcher(tasks.group(1)); count.find(); ) {
            int number = Integer.parseInt(count.group(2));
            if (count.group(1).equals("total")) {
                total = number;
            } else {
                going += number;
            }
        }
        String detail = "job " + state.group(1) + ", " + going + " of " + total + " tasks";
        boolean healthy = state.group(1).equals("RUNNING") && total > 0 && going == total;
        return healthy ? Answer.healthy(detail) : Answer.notYet(detail);
    }
}
