/** Kafka Streams apps over token topics. */
package io.tokenloom.streams;
