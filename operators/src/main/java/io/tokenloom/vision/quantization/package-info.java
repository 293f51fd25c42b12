/**
 * Quantizers of visual tokenizers: from the feature vectors that an encoder gives to token ids, for graphs that end before
 * their quantizer. Pure functions on arrays; no model runs here.
 *
 * <pre>
 *   encoder's output ── FeatureMap (one item) ──> Quantizer ── Codes: ids, and how close each came to being another
 *
 *   NearestCode, SharedDual   the nearest row of a Codebook, of two with one index
 *   FiniteScalar, SignBits    arithmetic alone, no table
 *   Factorised                several of them, each on channels of its own
 *   MultiScaleResidual        NearestCode or SharedDual over scales of what earlier scales left
 * </pre>
 *
 * <p>Three things hold for all. The arithmetic is IEEE float in an order that is written down, without fused operations and
 * with {@link java.lang.StrictMath}, so that one feature map gives the same ids on every machine, in every batch and thread.
 * Of equal distances the lowest id wins. A feature that is no number, or so large that its square is none, is never
 * quantized.
 *
 * <p>{@link io.tokenloom.vision.quantization.PatchSelection} and its noise are here too: which patches a tokenizer of
 * varying length keeps. Start with {@link io.tokenloom.vision.quantization.Quantizer}.
 */
package io.tokenloom.vision.quantization;
