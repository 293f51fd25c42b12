/**
 * Tokenizers that are one ONNX graph without memory: pictures in, ids, features or vectors out, and what has to be done to
 * make tokens of them. {@link io.tokenloom.vision.encoder.EncoderSpec} says what a graph gives and what becomes of it,
 * {@link io.tokenloom.vision.encoder.EncoderTokenizer} does it. There is no code for a single model here.
 */
package io.tokenloom.vision.encoder;
