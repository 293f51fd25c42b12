package io.tokenloom.text.mode;

/**
 * A text as tokens. Thread-safe as long as nobody changes the arrays; two are equal only if they hold the same ones.
 *
 * @param ids in order
 * @param wordEnds index behind the last token of each word, of a byte and word hierarchy alone
 * @param separators byte of the decoded text at which each separator begins that was put in, ascending
 */
public record EncodedText(int[] ids, int[] wordEnds, int[] separators) {
    private static final int[] NONE = {};

    static EncodedText of(int[] ids) {
        return new EncodedText(ids, NONE, NONE);
    }
}
