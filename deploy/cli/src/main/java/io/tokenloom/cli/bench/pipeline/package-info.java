/**
 * {@code tokenloom bench pipeline}: what tokenizing costs on the way from topic to topic.
 *
 * <p>One Flink job on a platform in a temporary folder holds three separate graphs, each with a source topic, a target
 * topic and a sink of its own ({@link io.tokenloom.cli.bench.pipeline.Lane}): tokens exactly once, tokens at least once,
 * and copies exactly once. Source, sink and settings are the product's own.
 *
 * <ul>
 *   <li><b>Rate</b> ({@link io.tokenloom.cli.bench.race.Race}): log lines are written to a source topic in one
 *       transaction while the job waits; its commit shows them all at once. The time runs from the first to the last
 *       committed output record, by the time at which the broker appended them, so that neither the span between
 *       checkpoints nor a consumer takes part. Tokens and copies alternate; the ratio is taken pair by pair,
 *       once neither gets faster by a tenth from one run to the next: a worker that has just started compiles for a minute, and
 *       more of that is the text route's.
 *   <li><b>CPU</b>: processor time of the TaskManager and of the broker over the same span. What tokenizing takes of it
 *       is the difference to copying. On a busy machine it says more than the rate.
 *   <li><b>Latency</b> ({@link io.tokenloom.cli.bench.pipeline.LatencyTest}): lines are sent at a quarter of the
 *       measured rate, for whoever sends and reads them needs processors too. Each is sent at its planned time whatever
 *       became of those before it; a latency is the span from the planned time to when a read_committed consumer has the
 *       tokens.
 *   <li><b>Pictures</b>: the same race and latencies with frames of cameras, against the model alone on the same frames
 *       ({@link io.tokenloom.cli.bench.race.BareLoop}).
 *   <li><b>Size</b> ({@link io.tokenloom.cli.bench.pipeline.RecordSizes}): bytes of a token record beside its tokens.
 * </ul>
 */
package io.tokenloom.cli.bench.pipeline;
