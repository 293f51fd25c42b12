/**
 * Kafka Streams apps over token topics: what they are ({@link io.tokenloom.streams.StreamsApp}), how they are told what to
 * do and started. Each app has a package of its own with its options, its topology, which is a pure function of them, and
 * its processors; {@link io.tokenloom.streams.wire} is what all of them read and write with. Knows neither Flink nor the
 * tokenizers.
 */
package io.tokenloom.streams;
