/**
 * Byte pair encoding, exact and in linear time. A sequence of tokens is the encoding of a text if, and only if, each token
 * is the encoding of its own bytes and no two neighbours would be merged across the place where they meet ({@code MergeTree}
 * proves it). So a text can be encoded in parts, if neighbours are looked at where the parts meet: short pieces are merged as the
 * definition says, long ones in windows, or from left to right by longest match, going back where neighbours do not fit.
 */
package io.tokenloom.text.bpe;
