package io.tokenloom.cli.bench.kill;

import io.tokenloom.standalone.PartNames;
import java.util.Optional;

/** What a round kills. */
public enum Victim {
    /** The Kafka broker. */
    BROKER(PartNames.BROKER),
    /** The schema registry. */
    REGISTRY(PartNames.REGISTRY),
    /** Flink's JobManager. */
    JOB_MANAGER(PartNames.JOB_MANAGER),
    /** Flink's TaskManager. */
    TASK_MANAGER(PartNames.TASK_MANAGER),
    /** The supervisor, on whose death every part ends itself. */
    SUPERVISOR("supervisor"),
    /** The process that sends. */
    INGEST("ingest"),
    /** Supervisor, every part and the process that sends, as when the machine loses power. */
    EVERYTHING("everything");

    private final String label;

    Victim(String label) {
        this.label = label;
    }

    /** Its name in reports. */
    public String label() {
        return label;
    }

    /** The supervised part that it is, if it is one. */
    Optional<String> part() {
        return switch (this) {
            case BROKER, REGISTRY, JOB_MANAGER, TASK_MANAGER -> Optional.of(label);
            case SUPERVISOR, INGEST, EVERYTHING -> Optional.empty();
        };
    }

    /** Whether nothing runs afterwards until someone starts the platform. */
    boolean endsPlatform() {
        return this == SUPERVISOR || this == EVERYTHING;
    }
}
