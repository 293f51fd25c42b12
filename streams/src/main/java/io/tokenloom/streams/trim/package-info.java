/**
 * Token records cut to what a consumer takes, without the model that made them: the app {@link
 * io.tokenloom.streams.trim.TrimOptions}. One app for each consumer's budget; the whole records stay on their topic.
 *
 * <pre>
 *   tokens.visual.v1 ── TrimProcessor ──┬─> a topic of the consumer's own
 *                                       └─> tokens.dlq.v1   what can't be cut so far
 * </pre>
 */
package io.tokenloom.streams.trim;
