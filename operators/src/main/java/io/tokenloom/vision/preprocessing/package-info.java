/**
 * From a decoded picture to the numbers that a model gets. All of it belongs to the identity of a tokenizer: another
 * kernel, rounding or crop gives other ids from the same weights.
 *
 * <pre>
 *   RgbImage ── Sizing ──> PreparedPicture ── Normalisation ──> float32 tensor
 *               size and crop   0..255            scale, mean, standard deviation, order of colours and axes
 * </pre>
 *
 * <p>Start with {@link io.tokenloom.vision.preprocessing.Preprocessing}.
 */
package io.tokenloom.vision.preprocessing;
