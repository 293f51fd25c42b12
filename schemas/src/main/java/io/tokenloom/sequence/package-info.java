/**
 * Interleaved sequences for language models, as pure functions on token records: from the records of a document to one
 * sequence, from sequences to packs of a context length, and back to the tokenizer's own ids. Nothing here is a service;
 * apps of Kafka Streams run it, and whoever has records can.
 *
 * <pre>
 *   token records ──{@link io.tokenloom.sequence.DocumentItem}──> items in order, upgrades merged
 *                 ──{@link io.tokenloom.sequence.TokenBudget}──> no longer than a budget
 *                 ──{@link io.tokenloom.sequence.IdSpace}──> ids of one space      } {@link io.tokenloom.sequence.DocumentAssembly}
 *                 ──{@link io.tokenloom.sequence.DocumentSplitting}──> parts of a context length
 *                 ──{@link io.tokenloom.sequence.SequencePacking}──> packed sequences
 *                 ──{@link io.tokenloom.sequence.PackedSequences}──> lengths, positions, and the ids as they were
 * </pre>
 */
package io.tokenloom.sequence;
