package io.tokenloom.reader.decode;

/** Turns token records of one tokenizer back into what they stand for. */
public sealed interface TokenDecoder permits TextDecoder, VisualDecoder {}
