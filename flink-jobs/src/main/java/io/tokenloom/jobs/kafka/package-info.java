/**
 * The guarded Kafka sink. Flink's own sink goes on when a transaction was lost; {@link
 * io.tokenloom.jobs.kafka.GuardedKafkaSink} asks the transaction coordinator and fails the job instead. Built on
 * classes that the connector marks as internal, all public: its version is pinned, and the tests here must pass before
 * it moves.
 */
package io.tokenloom.jobs.kafka;
