package io.tokenloom.cli.text;

import io.tokenloom.text.TokenBuffer;

/** Shows the tokens of a text as they come. Not thread-safe. */
interface TokenPrinter extends TokenPass.Sink {
    /** A buffer that takes what this printer shows. */
    TokenBuffer buffer();

    /** Before the first token. */
    default void begin() {}

    /** After the last one. */
    void end(TokenPass.Extent extent);
}
