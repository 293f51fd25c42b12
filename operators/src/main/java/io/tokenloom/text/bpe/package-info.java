/**
 * Byte pair encoding, exact and in linear time: a sequence of tokens is the encoding of a text if, and only if, each token
 * is the encoding of its own bytes and no two neighbours would be merged across the place where they meet. So tokens can
 * be found from left to right by longest match, going back where neighbours do not fit, without a queue of pairs.
 */
package io.tokenloom.text.bpe;
