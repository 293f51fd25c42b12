package io.tokenloom.archive.compact;

/** What a file's footer says of the whole file. */
final class FileFooter {
    /** Fingerprint of the tokenizer. */
    static final String TOKENIZER = "tokenloom.tokenizer";

    /** Digest of the vocabulary's tokens, without which the blocks can't be read. */
    static final String VOCABULARY = "tokenloom.vocabulary";

    /** Which model of lines wrote the blocks: only that one reads them. */
    static final String MODEL = "tokenloom.model";

    private FileFooter() {}
}
