/**
 * From token topics to interleaved, packed sequences: the app {@link io.tokenloom.streams.assemble.AssembleOptions}.
 *
 * <pre>
 *   tokens.text.v1   ─┐                                                          ┌─> tokens.packed.v1
 *                     ├─ KeyByDocument ─ (repartition) ─ AssembleProcessor ──────┤
 *   tokens.visual.v1 ─┘  document id, source clocks      holds, closes, packs    └─> tokens.dlq.v1
 * </pre>
 *
 * <p><b>Time.</b> Each partition of each input has a clock, the latest event time seen on it. The watermark is the earliest
 * of these clocks, less a grace; a document is closed when the watermark has passed it, and documents are closed in the
 * order of the times at which they end. So what is assembled, and what is packed with what, follows from the records and
 * not from the order in which partitions happened to be read: a replay gives the same sequences, unless records are
 * more out of order than the grace. The machine's clock has
 * one say: a partition that had no record for a while is idle and doesn't hold the others up. A mark in the log ({@link
 * io.tokenloom.wire.HeaderNames#STREAM_TIME}) says that nothing more comes.
 *
 * <p>Start with {@link io.tokenloom.streams.assemble.AssembleTopology}; {@link io.tokenloom.streams.assemble.OpenDocuments}
 * has the rules by which documents end; {@link io.tokenloom.sequence} has all that is done to ids.
 */
package io.tokenloom.streams.assemble;
