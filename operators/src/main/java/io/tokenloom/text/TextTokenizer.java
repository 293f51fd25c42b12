package io.tokenloom.text;

import io.tokenloom.text.PromptText.Control;
import java.nio.charset.StandardCharsets;
import java.util.Map;

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
     * Appends the tokens of a range of an array that holds UTF-8.
     *
     * @param out gets the ids; if it takes spans, those too, in bytes from the start of the text
     * @throws io.tokenloom.deadletter.TokenizationException as {@link #encode(byte[], int, int)}
     * @throws IllegalStateException when spans are wanted of a tokenizer that cannot tell them
     */
    void encode(byte[] utf8, int offset, int length, TokenBuffer out);

    /**
     * How many tokens a text has. Nothing is kept of them.
     *
     * @throws io.tokenloom.deadletter.TokenizationException as {@link #encode(byte[], int, int)}
     */
    int count(byte[] utf8, int offset, int length);

    /**
     * Appends the first tokens of a text, at most so many, without looking at much more of it.
     *
     * @return how many bytes of the text the tokens stand for; {@code length} when they are all. It may lie within a
     *     character, where a token ends there
     * @throws io.tokenloom.deadletter.TokenizationException as {@link #encode(byte[], int, int)}; a part of the text that
     *     is not looked at is not checked
     * @throws IllegalStateException when this tokenizer cannot tell where its tokens lie
     */
    int encodeUpTo(int maxTokens, byte[] utf8, int offset, int length, TokenBuffer out);

    /**
     * Appends the tokens of the beginning of a text that may go on behind the range: those that are the same whatever
     * follows, if anything does. The bytes that are left are to be encoded together with what follows, as a text of its
     * own; the ids of both, one after the other, are the ids of the whole.
     *
     * <p>This implementation cuts at the last place that {@link #cutRule()} allows.
     *
     * @return how many bytes of the text the tokens stand for, whole characters; 0 when nothing is certain
     * @throws io.tokenloom.deadletter.TokenizationException as {@link #encode(byte[], int, int)}; bytes behind those that
     *     were decided may be left unchecked
     */
    default int encodeDecided(byte[] utf8, int offset, int length, TokenBuffer out) {
        if (cutRule() == CutRule.NONE) {
            return 0;
        }
        int end = offset + length;
        int decided = TextPartitioner.lastWordCut(utf8, offset, end, end) - offset;
        if (decided > 0) {
            encode(utf8, offset, decided, out);
        }
        return decided;
    }

    /** An encoder of texts that come in chunks; it keeps up to {@link TextPartitioner#DEFAULT_LIMIT_BYTES} undecided. */
    default StreamingEncoder streamingEncoder() {
        return new StreamingEncoder(this, TextPartitioner.DEFAULT_LIMIT_BYTES);
    }

    /** An empty counter of a text that grows and of its intervals. */
    default TokenCounter counter() {
        return new TokenCounter(this);
    }

    /**
     * A decoder of ids that come one by one. Where ids depend on their neighbours, it holds back what must be held; this
     * implementation, which knows nothing of that, all of it, unless the tokenizer is {@link #lossless()}.
     */
    default StreamingDecoder streamingDecoder() {
        boolean dependent = !lossless();
        return StreamingDecoder.of(this, id -> dependent);
    }

    /** The control tokens, spelling to id. */
    default Map<String, Integer> controlTokens() {
        return Map.of();
    }

    /**
     * Appends the tokens of a prompt: for each {@link Control} its id, and for each {@link PromptText.Text} the tokens of that text
     * by itself, in which a spelled control token stays text.
     *
     * @param out gets the ids; if it takes spans, those too, in bytes from the start of the whole prompt, in which a
     *     control token counts with the bytes of its spelling
     * @throws IllegalArgumentException when a control token is not one of {@link #controlTokens()}
     */
    default void encode(PromptText prompt, TokenBuffer out) {
        Map<String, Integer> controls = controlTokens();
        prompt.requireKnown(controls.keySet());
        int start = 0;
        for (PromptText.Part part : prompt.parts()) {
            byte[] utf8 = part.spelling().getBytes(StandardCharsets.UTF_8);
            if (part instanceof Control) {
                out.add(controls.get(part.spelling()), start, start + utf8.length);
            } else {
                int first = out.size();
                encode(utf8, 0, utf8.length, out);
                out.shiftSpans(first, start);
            }
            start += utf8.length;
        }
    }

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
