package io.tokenloom.text;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * A token that only a program may place, never user text. Thread-safe: immutable.
 *
 * @param content the spelling, for example {@code <|endoftext|>}; not empty
 * @param id its id, where the tokenizer's own file does not say it
 */
public record ControlToken(String content, OptionalInt id) {
    public ControlToken {
        Objects.requireNonNull(id, "id");
        if (content.isEmpty()) {
            throw new IllegalArgumentException("a control token needs a spelling");
        }
    }
}
