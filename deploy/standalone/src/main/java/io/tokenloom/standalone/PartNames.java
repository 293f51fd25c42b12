package io.tokenloom.standalone;

/** The names of the supervised parts, as in status, logs and the home folder. */
public final class PartNames {
    /** The Kafka broker. */
    public static final String BROKER = "broker";
    /** The schema registry. */
    public static final String REGISTRY = "registry";
    /** Flink's JobManager, with the job. */
    public static final String JOB_MANAGER = "jobmanager";
    /** Flink's TaskManager. */
    public static final String TASK_MANAGER = "taskmanager";

    /** The Kafka Streams apps. */
    public static final String APPS = "apps";

    private PartNames() {}
}
