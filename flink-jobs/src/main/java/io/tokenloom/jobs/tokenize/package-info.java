/**
 * The Tokenize job: source topics through tokenizers to token and dead-letter topics, each record exactly once.
 *
 * <pre>
 *   source-NAME ──> tokenize-NAME ─┐
 *   source-NAME ──> tokenize-NAME ─┼─> sink ──> token topics, dead-letter topics
 *                        ...       ┘
 * </pre>
 *
 * <p>Start at {@link io.tokenloom.jobs.tokenize.TokenizeMain}, which prepares ({@link
 * io.tokenloom.jobs.tokenize.TokenizePreparation}) and builds the graph ({@link io.tokenloom.jobs.tokenize.TokenizeJob}).
 * Texts go on at {@link io.tokenloom.jobs.tokenize.TokenizeFunction}, pictures at {@link
 * io.tokenloom.jobs.tokenize.VisualOperator} and what it drives, {@link io.tokenloom.jobs.tokenize.VisualPipeline}.
 */
package io.tokenloom.jobs.tokenize;
