/**
 * What a window counts: an {@link io.tokenloom.streams.statistics.counts.Observation} of each token record goes into the
 * {@link io.tokenloom.streams.statistics.counts.Tally} of its window and series. A tally can be written and read again, and
 * goes on as if it had not been.
 */
package io.tokenloom.streams.statistics.counts;
