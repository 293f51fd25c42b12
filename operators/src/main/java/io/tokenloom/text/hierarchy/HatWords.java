package io.tokenloom.text.hierarchy;

import java.util.Arrays;

/**
 * A text as bytes and words. Thread-safe as long as nobody changes the arrays.
 *
 * @param ids the bytes of the text, 0 to 255
 * @param wordEnds index behind the last byte of each word
 */
public record HatWords(int[] ids, int[] wordEnds) {
    @Override
    public boolean equals(Object other) {
        return other instanceof HatWords words
                && Arrays.equals(ids, words.ids)
                && Arrays.equals(wordEnds, words.wordEnds);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(ids) + Arrays.hashCode(wordEnds);
    }

    @Override
    public String toString() {
        return "HatWords[" + ids.length + " bytes, " + wordEnds.length + " words]";
    }
}
