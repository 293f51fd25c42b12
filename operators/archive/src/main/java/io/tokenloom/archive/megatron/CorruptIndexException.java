package io.tokenloom.archive.megatron;

/** A pair of files is not a whole indexed dataset. */
public final class CorruptIndexException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CorruptIndexException(String what) {
        super("not a whole Megatron-LM dataset: " + what);
    }
}
