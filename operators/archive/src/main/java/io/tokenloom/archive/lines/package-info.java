/**
 * Token ids of texts as few bytes, lossless, for archives of logs: {@link io.tokenloom.archive.lines.LineCodec}.
 *
 * <pre>
 *   ids of items ──> lines ──> template (what stays)       ──> named, guessed from the lines before; new ones spelled
 *                         ├──> time of day                 ──> by its step from that of the line before
 *                         └──> slots (words with digits)   ──> all as guessed, or one by one: a candidate,
 *                                                              a difference, digits, letters or ids
 *                                                   every decision ──> ContextMixer ──> arithmetic coder
 * </pre>
 *
 * <p>Writing and reading run the same code: a coder that writes is told each bit, one that reads says it. All numbers are
 * integers, so that a block is the same bytes on every machine.
 */
package io.tokenloom.archive.lines;
