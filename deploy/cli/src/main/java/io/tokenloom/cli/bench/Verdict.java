package io.tokenloom.cli.bench;

/**
 * A goal after the measurement.
 *
 * @param name name of the figure
 * @param goal what it should reach, in words
 * @param value what was measured
 * @param met whether that is enough
 */
public record Verdict(String name, String goal, double value, boolean met) {}
