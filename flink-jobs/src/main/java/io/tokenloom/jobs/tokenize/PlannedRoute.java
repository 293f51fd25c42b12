package io.tokenloom.jobs.tokenize;

import io.tokenloom.jobs.routes.RecordFormat;
import io.tokenloom.jobs.routes.Route;
import java.io.Serializable;

/**
 * A route with what was found out about it before the start. Immutable; travels to the workers.
 *
 * @param route the route
 * @param fingerprint short fingerprint of its tokenizer, 16 hex digits, as token records say
 * @param bundleFingerprint that of its bundle, which is the tokenizer's unless the route has another mode: a worker whose
 *     bundle has another one must not start
 * @param tokenSchemaId id of the token record's schema on the target topic
 * @param deltaSchemaId id of the schema of vocabulary deltas; 0 for a route that makes none
 * @param sourceTopicId Kafka's id of the source topic: a topic that was made anew has another one
 * @param maxTokenBytes largest record that the token topic accepts
 * @param maxDeadLetterBytes largest record that the dead-letter topic accepts
 */
record PlannedRoute(
        Route route,
        String fingerprint,
        String bundleFingerprint,
        int tokenSchemaId,
        int deltaSchemaId,
        String sourceTopicId,
        int maxTokenBytes,
        int maxDeadLetterBytes)
        implements Serializable {
    /** A route that tokenizes as its bundle was published. */
    PlannedRoute(
            Route route,
            String fingerprint,
            int tokenSchemaId,
            String sourceTopicId,
            int maxTokenBytes,
            int maxDeadLetterBytes) {
        this(route, fingerprint, fingerprint, tokenSchemaId, 0, sourceTopicId, maxTokenBytes, maxDeadLetterBytes);
    }

    /** Where its dead letters go. */
    DeadLetter.Address deadLetters() {
        return new DeadLetter.Address(
                route.deadLetters(), maxDeadLetterBytes, Uids.tokenize(route), fingerprint, readsFramedRecords());
    }

    boolean readsFramedRecords() {
        return route.format() == RecordFormat.AVRO;
    }
}
