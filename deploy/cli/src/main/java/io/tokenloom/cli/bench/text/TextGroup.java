package io.tokenloom.cli.bench.text;

import java.util.Arrays;

/**
 * Texts of one kind. Immutable: nobody changes the array.
 *
 * @param name of the kind, for figures
 * @param origin where they come from, for people
 * @param utf8 all of them, one after the other, well-formed
 */
record TextGroup(String name, String origin, byte[] utf8) {
    /** More than this of a kind makes no difference to a rate. */
    static final int MOST_BYTES = 1 << 20;

    /** The name by which goals know the kind. */
    static final String MULTILINGUAL = "multilingual";

    /** The beginning of it, such that characters stay whole. */
    TextGroup upTo(int bytes) {
        if (utf8.length <= bytes) {
            return this;
        }
        return new TextGroup(name, origin, Arrays.copyOf(utf8, Shape.characterStart(utf8, bytes)));
    }
}
