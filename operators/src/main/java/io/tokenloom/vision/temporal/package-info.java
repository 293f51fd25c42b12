/**
 * Visual tokens of encoders that attend to earlier frames, as in PVC (Yang et al., "PVC: Progressive Visual Token
 * Compression for Unified Image and Video Processing in Large Vision-Language Models", 2024): each position of a frame sees
 * the same position in this and earlier frames of its stream, so its tokens need not say again what those have said. Start
 * with {@link io.tokenloom.vision.temporal.TemporalTokenizer}.
 *
 * <pre>
 *   state of a stream ── keys and values of its past frames ──┐
 *                        (kept as they are, or made again     │
 *                         from the frames)                    v
 *   frame, step ──────────────────────────────────────> TemporalModel ──> tokens of the frame,
 *                                                                         its own keys and values for those to come
 * </pre>
 */
package io.tokenloom.vision.temporal;
