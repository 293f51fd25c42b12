package io.tokenloom.text.dynamic;

/**
 * What a token that is made by merging may reach across. Two rules hold for every boundary: a control token is never
 * merged, and of the bytes of a merged token only the first may be a space, a tab or a line feed, unless all of them are
 * and they are not exactly two line feeds.
 *
 * <p>Words and pre-tokens are seen only in a join that is well-formed UTF-8. One that is not (half a character) is
 * allowed, as it may be completed by a later merge.
 */
public enum Boundary {
    /** Only control tokens and white space bound a merge: punctuation and words grow together. */
    SENTENCE,

    /** The join is one word between white space (the Unicode property White_Space), with or without some around it. */
    WORD,

    /**
     * As {@link #WORD}, and behind a token that is not punctuation a punctuation token may follow only if it is the
     * hyphen. A token of the base vocabulary is punctuation if it has ASCII punctuation other than the number sign and
     * no digit.
     */
    WORD_HYPHEN,

    /** The base tokenizer's splitter leaves the join in one piece. */
    PRETOKENS
}
