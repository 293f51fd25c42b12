/**
 * Reading topics as a consumer of a finished transaction sees them: {@link io.tokenloom.cli.records.CommittedRecords}
 * reads to the end, {@link io.tokenloom.cli.records.RecordAddress} names a record, {@link
 * io.tokenloom.cli.records.DeadLetter} is what a dead letter says of itself, {@link io.tokenloom.cli.records.TokenRecord}
 * what is on token topics.
 */
package io.tokenloom.cli.records;
