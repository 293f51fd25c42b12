package io.tokenloom.standalone;

import java.util.Locale;

/** A listening port of a standalone installation; all of them on the loopback address. */
public enum Port {
    /** Kafka clients. */
    KAFKA,
    /** The broker's own controller. */
    KAFKA_CONTROLLER,
    /** The schema registry's HTTP interface. */
    REGISTRY,
    /** The JobManager's REST interface. */
    FLINK_REST,
    /** Control calls to the JobManager. */
    JOB_MANAGER_RPC,
    /** The JobManager's file server. */
    JOB_MANAGER_BLOB,
    /** The JobManager's internal metric queries. */
    JOB_MANAGER_QUERY,
    /** The JobManager's Prometheus page. */
    JOB_MANAGER_METRICS,
    /** Control calls to the TaskManager. */
    TASK_MANAGER_RPC,
    /** Records between tasks. */
    TASK_MANAGER_DATA,
    /** The TaskManager's internal metric queries. */
    TASK_MANAGER_QUERY,
    /** The TaskManager's Prometheus page. */
    TASK_MANAGER_METRICS,
    /** Health, metrics and statistics of the apps. */
    APPS_HTTP;

    /** The port's name in files and messages, for example {@code flink-rest}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
