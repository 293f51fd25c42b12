/**
 * Records as bytes: Confluent's wire format (one zero byte, the schema id, the Avro body), the schemas behind the ids and
 * the subjects of our topics. Start with {@link io.tokenloom.wire.AvroRecordReader} and {@link
 * io.tokenloom.wire.AvroRecordWriter}; this package alone talks to the schema registry.
 */
package io.tokenloom.wire;
