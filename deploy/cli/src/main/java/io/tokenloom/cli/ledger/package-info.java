/**
 * Accounts for every source record: each offset of a source partition ends as tokens, dead letter or declared skip,
 * exactly once on each route. {@link io.tokenloom.cli.ledger.RoutesLedger} reads the topics; the arithmetic is in {@code
 * PartitionLedger}, which knows no Kafka.
 */
package io.tokenloom.cli.ledger;
