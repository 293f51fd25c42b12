package io.tokenloom.reader.decode;

import io.tokenloom.bundle.TokenizerBundle;

/** The tokenizer of a record is at hand, but it has no way back from tokens to pictures. */
public final class NoDecoderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoDecoderException(TokenizerBundle bundle) {
        super("bundle " + bundle.name() + ", version " + bundle.version()
                + ", has no decoder: its tokens can be listed with tokenloom tokens, but not shown as a picture");
    }
}
