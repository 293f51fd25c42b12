/**
 * Tokenizers put together from parts: added tokens, a normalizer, pre-tokenizers, a model, a decoder. What a text goes
 * through, in order: UTF-8 is checked; added tokens are taken out of the text as it is; the rest is normalized; added
 * tokens are taken out of the normalized text; the rest is cut into pieces, and the model finds the tokens of each.
 */
package io.tokenloom.text.pipeline;
