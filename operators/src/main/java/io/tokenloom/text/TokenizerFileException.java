package io.tokenloom.text;

import java.util.List;

/** A tokenizer's own file cannot be used; says everything that is wrong with it. */
public final class TokenizerFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<String> mistakes;

    /** @param mistakes one sentence each, at least one */
    public TokenizerFileException(List<String> mistakes) {
        super(String.join("; ", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    /** @param cause what the library said */
    public TokenizerFileException(String mistake, Throwable cause) {
        super(mistake, cause);
        this.mistakes = List.of(mistake);
    }

    /** One sentence per mistake, in the order of the file. */
    public List<String> mistakes() {
        return mistakes;
    }
}
