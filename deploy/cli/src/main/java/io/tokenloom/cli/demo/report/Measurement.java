package io.tokenloom.cli.demo.report;

import java.time.Instant;

/**
 * What was measured while records went through.
 *
 * @param at when
 * @param rates how fast
 * @param latencyMs how long each took
 */
public record Measurement(Instant at, Rates rates, Latency latencyMs) {}
