package io.tokenloom.reader.decode;

/** None of the tokenizers that a decoder knows has made a record. */
public final class UnknownTokenizerException extends RuntimeException {
    private final String fingerprint;

    /**
     * @param fingerprint short fingerprint of the tokenizer that is looked for, 16 hex digits
     * @param searched what was looked at, and what could not be opened and why
     */
    UnknownTokenizerException(String fingerprint, String searched) {
        super("no tokenizer with fingerprint " + fingerprint + " among " + searched);
        this.fingerprint = fingerprint;
    }

    /** Short fingerprint of the tokenizer that is looked for, 16 hex digits. */
    public String fingerprint() {
        return fingerprint;
    }
}
