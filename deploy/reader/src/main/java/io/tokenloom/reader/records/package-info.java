/**
 * Reading topics as a consumer of a finished transaction sees them: {@link io.tokenloom.reader.records.CommittedRecords}
 * reads to the end, {@link io.tokenloom.reader.records.RecordAddress} names a record, {@link
 * io.tokenloom.reader.records.DeadLetter} is what a dead letter says of itself, {@link io.tokenloom.reader.records.TokenRecord}
 * what is on token topics.
 */
package io.tokenloom.reader.records;
