/** Tokenizers from SentencePiece's own {@code .model} files, with the ids and the text of its processor. */
package io.tokenloom.text.sentencepiece;
