/**
 * Progressive visual tokens, as in PVC (Yang et al., "PVC: Progressive Visual Token Compression for Unified Image and
 * Video Processing in Large Vision-Language Models", 2024): a picture is tokenized given what earlier tokens of its stream
 * have said, and an image is a video that stands still.
 *
 * <pre>
 *   picture ────── StretchArea ──────> ProgressiveModel.encode(picture, state) ── ids, quality of each prefix
 *                                          ^                    │ TokenBudget: the shortest prefix that will do
 *                                          │                    v
 *                              state <── ProgressiveModel.decode(ids, kept, state)
 * </pre>
 *
 * <p>The state is made by the decoder from the ids that were kept, so whoever has the ids has the state. Start with
 * {@link io.tokenloom.vision.ProgressiveTokenizer}.
 */
package io.tokenloom.vision;
