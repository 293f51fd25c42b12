package io.tokenloom.deadletter;

/** What a failure asks of the platform. */
public enum FailureCategory {
    /** The record is at fault: dead letter, go on. */
    INPUT,
    /** A resource is missing for now: retry, then dead letter. */
    RESOURCE,
    /** The platform is at fault for this record: dead letter, go on, look at the logs. */
    INTERNAL
}
