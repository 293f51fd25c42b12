package io.tokenloom.cli.bench.text;

/** A tokenizer with documents in the form in which it wants them. For one thread at a time. */
interface Engine {
    /** For figures. */
    String name();

    /** Encodes a document in the way that is measured; returns the number of tokens. */
    int encode(int document);

    /** The ids of a document. */
    int[] ids(int document);
}
