/**
 * Token records back to what they stand for. {@link io.tokenloom.reader.decode.TokenDecoders} finds the decoder of a record
 * by its tokenizer, {@link io.tokenloom.reader.decode.ClusterVocabularies} the vocabulary deltas that records name, {@link
 * io.tokenloom.reader.decode.EmbeddingContents} numbers that lie at a claim check.
 */
package io.tokenloom.reader.decode;
