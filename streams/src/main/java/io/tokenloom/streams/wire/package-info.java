/**
 * Between Kafka's bytes and records: schema
 * ids of what is written ({@link io.tokenloom.streams.wire.TokenWire}), and dead letters ({@link
 * io.tokenloom.streams.wire.DeadLetters}). Topologies read and write bytes, and decode within their processors, so that
 * a bad record meets our own codes and not a deserializer's exception.
 */
package io.tokenloom.streams.wire;
