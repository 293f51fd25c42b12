/**
 * {@code tokenloom ingest}: files and streams into source topics, each file in Kafka transactions that also carry how
 * far it got ({@link io.tokenloom.cli.ingest.Progress}), so that a killed run resumes exactly where the last committed
 * transaction ended. Start reading at {@link io.tokenloom.cli.ingest.IngestCommand}.
 */
package io.tokenloom.cli.ingest;
