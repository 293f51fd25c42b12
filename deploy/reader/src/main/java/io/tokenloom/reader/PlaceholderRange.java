package io.tokenloom.reader;

/**
 * Where the tokens of a picture lie in the sequence of a language model: what vLLM calls a placeholder range, with what it
 * is of.
 *
 * @param modality {@code image}; {@code video} where the record has a time in its stream
 * @param item which of the ranges, from 0
 * @param offset position of the first token
 * @param length tokens, without those that begin and end the picture
 */
public record PlaceholderRange(String modality, int item, int offset, int length) {}
