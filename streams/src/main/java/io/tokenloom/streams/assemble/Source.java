package io.tokenloom.streams.assemble;

/**
 * A partition of an input: what has a clock.
 *
 * @param topic index among the app's inputs
 * @param partition of that topic
 */
record Source(int topic, int partition) {}
