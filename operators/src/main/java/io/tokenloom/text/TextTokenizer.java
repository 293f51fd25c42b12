package io.tokenloom.text;

/**
 * Turns text into token ids and ids back into bytes.
 *
 * <p>All of the text is encoded, whatever its length; no control tokens are added, and a control token that is spelled
 * out in the text is encoded as ordinary text. Equal input gives equal ids, on every machine.
 *
 * <p>Implementations are safe for use by several threads at once. {@link #close()} frees native memory; it may be called
 * repeatedly, and no other method may be called afterwards or meanwhile.
 */
public interface TextTokenizer extends AutoCloseable {

    /** One more than the largest id of this vocabulary, control ids included. */
    int vocabularySize();

    /**
     * Encodes a range of an array that holds UTF-8.
     *
     * @param offset first byte of the text
     * @param length number of bytes
     * @throws io.tokenloom.deadletter.TokenizationException with TEXT_ENCODING when the range is not well-formed UTF-8
     *     (overlong forms and encoded surrogates included); the message names the index in {@code utf8}
     */
    int[] encode(byte[] utf8, int offset, int length);

    /** Encodes characters; a surrogate without its partner counts as U+FFFD. */
    int[] encode(CharSequence text);

    /**
     * The bytes that the ids stand for, exactly: a token that holds a part of a character gives that part.
     *
     * @throws IllegalArgumentException when an id is not in the vocabulary
     */
    byte[] decode(int[] ids);

    /**
     * Where the bytes of each token end, counted from the start of the text: the sizes of the decoded tokens, summed up.
     * They are ends in the text only for a tokenizer that is {@link #lossless()}.
     *
     * @throws IllegalArgumentException when an id is not in the vocabulary
     * @throws IllegalStateException when this tokenizer is not lossless
     */
    int[] byteEnds(int[] ids);

    /**
     * True when decoding the ids of any text gives back the text's bytes. False for tokenizers that change the text
     * before they encode it (lower case, Unicode normalization, a space in front) or that have no token for some bytes.
     */
    boolean lossless();

    /** Where a text may be cut without a change of its ids. */
    CutRule cutRule();

    @Override
    void close();
}
