package io.tokenloom.vocabulary;

/** A token record names a vocabulary delta that does not come. */
public final class MissingVocabularyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingVocabularyException(String message) {
        super(message);
    }
}
