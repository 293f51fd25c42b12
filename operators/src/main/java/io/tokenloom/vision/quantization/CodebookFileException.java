package io.tokenloom.vision.quantization;

/** A codebook's file cannot be used. The message says what is wrong and how to mend it; it does not name the file. */
public final class CodebookFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param mistake one sentence */
    CodebookFileException(String mistake) {
        super(mistake);
    }

    /** @param cause what the parser said */
    CodebookFileException(String mistake, Throwable cause) {
        super(mistake, cause);
    }
}
