/**
 * {@code tokenloom bench visual}: what the frames route makes of its model, and what streams cost it.
 *
 * <p>All on platforms in temporary folders with the Tokenize job as it is, exactly once, on the CPU.
 *
 * <ul>
 *   <li><b>Route against bare loop, and what batches gain</b> ({@link io.tokenloom.cli.bench.visual.StreamScaling}): the same
 *       number of frames as 1, 8 and 64 streams, through the route and then through the model alone with the same frames,
 *       threads and batch sizes. The bare loop's frames are decoded and prepared beforehand; the route reads, decodes,
 *       prepares, keeps state, writes and commits besides, on the same processors. Names of streams are such that each slot
 *       has as many ({@link io.tokenloom.cli.bench.race.SlotNames}). The route's rate is taken from the arrivals at the
 *       broker after the first frame of each stream, the size of its batches from Flink's metrics. Route and bare loop
 *       alternate; the ratio is taken pair by pair.
 *   <li><b>Keys</b> ({@link io.tokenloom.cli.bench.visual.KeyScaling}): a tokenizer with a state of 192 bytes and small
 *       pictures, with 100, 1,000 and 10,000 keys, all of them in use. The rate of frames; the size of a whole checkpoint as
 *       Flink tells it, and what a key adds to it; the time from a kill of Flink's worker to the next tokens, in which a
 *       new process starts, the model is opened and the state is read.
 *   <li><b>Threads</b> ({@link io.tokenloom.cli.bench.visual.ThreadScaling}): the bare loop with the machine's processors
 *       shared out as many runs of one thread or as one run of many. The platform's default is the first.
 * </ul>
 *
 * <p>The bare loop runs in the process of the command, the route in Flink's worker; both use one ONNX Runtime.
 */
package io.tokenloom.cli.bench.visual;
