/**
 * Accounts for every source record: each offset of a source partition ends as tokens, dead letter or declared skip,
 * exactly once. {@link io.tokenloom.cli.ledger.PartitionLedger} holds the arithmetic and knows no Kafka.
 */
package io.tokenloom.cli.ledger;
