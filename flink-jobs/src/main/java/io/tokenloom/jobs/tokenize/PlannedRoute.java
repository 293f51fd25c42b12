package io.tokenloom.jobs.tokenize;

import io.tokenloom.jobs.routes.RecordFormat;
import io.tokenloom.jobs.routes.Route;
import java.io.Serializable;

/**
 * A route with what was found out about it before the start. Immutable; travels to the workers.
 *
 * @param route the route
 * @param fingerprint short fingerprint of its tokenizer, 16 hex digits: a worker whose bundle has another one must not
 *     start
 * @param tokenSchemaId id of the token record's schema on the target topic
 * @param sourceTopicId Kafka's id of the source topic: a topic that was made anew has another one
 * @param maxTokenBytes largest record that the token topic accepts
 * @param maxDeadLetterBytes largest record that the dead-letter topic accepts
 */
record PlannedRoute(
        Route route,
        String fingerprint,
        int tokenSchemaId,
        String sourceTopicId,
        int maxTokenBytes,
        int maxDeadLetterBytes)
        implements Serializable {
    boolean readsFramedRecords() {
        return route.format() == RecordFormat.AVRO;
    }
}
