package io.tokenloom.text.pipeline;

import java.util.Set;

/**
 * A token that is found in the text before anything is split. Thread-safe: immutable.
 *
 * @param id its id
 * @param content its spelling, not empty
 * @param traits how it is found
 */
public record AddedToken(int id, String content, Set<Trait> traits) {
    public AddedToken {
        if (content.isEmpty()) {
            throw new IllegalArgumentException("an added token needs a spelling");
        }
        traits = Set.copyOf(traits);
    }

    /** Whether it has a trait. */
    public boolean is(Trait trait) {
        return traits.contains(trait);
    }

    /** How an added token is found. */
    public enum Trait {
        /** A control token: never in text. */
        SPECIAL,
        /** In the normalized text, by its normalized spelling. */
        NORMALIZED,
        /** Only where no letter, mark, digit or connector stands directly before or behind it. */
        SINGLE_WORD,
        /** With the white space before it. */
        LEFT_STRIP,
        /** With the white space behind it. */
        RIGHT_STRIP
    }
}
