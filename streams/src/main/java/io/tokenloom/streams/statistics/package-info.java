/**
 * What tokens look like: an app that measures each tokenizer, plane and source topic in windows of event time ({@link
 * io.tokenloom.streams.statistics.StatisticsOptions}, {@link io.tokenloom.streams.statistics.StatisticsTopology}). Counting is
 * in {@code counts}, mathematics in {@code measures}; here is what Kafka Streams calls.
 */
package io.tokenloom.streams.statistics;
