package io.tokenloom.text.dynamic;

import io.tokenloom.text.TextTokenizer;
import io.tokenloom.text.TokenBuffer;
import io.tokenloom.text.TokenTable;
import java.util.Arrays;

/**
 * A base vocabulary with the tokens of a delta: ids to bytes, and base ids to dynamic ids. Thread-safe: immutable.
 *
 * <p>Memory: {@link #sizeInBytes()}, without the base table, which all deltas share.
 */
public final class DynamicVocabulary {
    /** Of the objects with their fields and the heads of their arrays. */
    private static final int OBJECT_BYTES = 320;

    private final TokenTable base;
    private final VocabularyDelta delta;
    private final EntryIndex index;

    private DynamicVocabulary(TokenTable base, VocabularyDelta delta) {
        this.base = base;
        this.delta = delta;
        this.index = new EntryIndex(delta);
    }

    /**
     * A delta on its base.
     *
     * @throws IllegalArgumentException if the delta was made on another base: another size, or tokens with other bytes
     */
    public static DynamicVocabulary of(TokenTable base, VocabularyDelta delta) {
        if (delta.baseSize() != base.size()) {
            throw new IllegalArgumentException("delta " + delta.digest() + " was made on a base vocabulary of "
                    + delta.baseSize() + " ids, and this one has " + base.size());
        }
        DynamicVocabulary vocabulary = new DynamicVocabulary(base, delta);
        for (int entry = 0; entry < delta.size(); entry++) {
            vocabulary.requireJoin(entry);
        }
        return vocabulary;
    }

    private void requireJoin(int entry) {
        byte[] token = delta.token(entry);
        int[] parts = {delta.left(entry), delta.right(entry)};
        boolean same = has(parts[0]) && has(parts[1]) && Arrays.equals(decode(parts), token);
        int result = delta.result(entry);
        if (!same || !has(result) || !Arrays.equals(decode(new int[] {result}), token)) {
            throw new IllegalArgumentException(
                    "delta " + delta.digest() + " was made on another base vocabulary: in this" + " one its entry "
                            + entry + " is not the join of ids " + parts[0] + " and " + parts[1]);
        }
    }

    /** The delta. */
    public VocabularyDelta delta() {
        return delta;
    }

    /** One more than the largest id. */
    public int size() {
        return delta.vocabularySize();
    }

    /** Whether an id is in use. */
    public boolean has(int id) {
        return id < base.size() ? base.has(id) : id < size();
    }

    /**
     * The bytes that the ids stand for.
     *
     * @throws IllegalArgumentException when an id is not in the vocabulary
     */
    public byte[] decode(int[] ids) {
        int[] ends = byteEnds(ids);
        byte[] text = new byte[ids.length == 0 ? 0 : ends[ids.length - 1]];
        int at = 0;
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] < base.size()) {
                System.arraycopy(base.bytes(), base.start(ids[i]), text, at, ends[i] - at);
            } else {
                delta.copyToken(ids[i] - base.size(), text, at);
            }
            at = ends[i];
        }
        return text;
    }

    /**
     * Sizes of the tokens, summed up: where each ends in the decoded bytes.
     *
     * @throws IllegalArgumentException when an id is not in the vocabulary
     */
    public int[] byteEnds(int[] ids) {
        int[] ends = new int[ids.length];
        int length = 0;
        for (int i = 0; i < ids.length; i++) {
            if (!has(ids[i])) {
                throw new IllegalArgumentException(
                        "id " + ids[i] + " at index " + i + " is in neither the base vocabulary"
                                + " of " + base.size() + " ids nor delta " + delta.digest() + " of " + delta.size()
                                + "; was it made with another delta?");
            }
            int token = ids[i] < base.size() ? base.length(ids[i]) : delta.length(ids[i] - base.size());
            length = Math.addExact(length, token);
            ends[i] = length;
        }
        return ends;
    }

    /**
     * Applies the merges in their order to the base ids of any text, each from the left without overlap. The base ids of a
     * text of the delta's own batch become the ids that the batch gave it.
     */
    public int[] encode(int[] baseIds) {
        TokenBuffer buffer = TokenBuffer.ofIds();
        System.arraycopy(baseIds, 0, buffer.reserve(baseIds.length), 0, baseIds.length);
        buffer.advance(baseIds.length);
        shorten(buffer, 0);
        return buffer.toArray();
    }

    /**
     * Encodes a text with the base tokenizer and applies the merges.
     *
     * @param out gets the ids; if it takes spans, those too
     * @throws io.tokenloom.deadletter.TokenizationException as the tokenizer
     */
    public void encode(TextTokenizer tokenizer, byte[] utf8, int offset, int length, TokenBuffer out) {
        int from = out.size();
        tokenizer.encode(utf8, offset, length, out);
        shorten(out, from);
    }

    /** Applies the merges to the tokens of a buffer from an index on; a merged token's span reaches over its parts. */
    public void shorten(TokenBuffer tokens, int from) {
        if (delta.size() > 0 && tokens.size() - from > 1) {
            new DeltaRun(delta, index, tokens, from).run();
        }
    }

    /** Memory of this vocabulary in bytes, without the base table: the delta's tokens, and 28 to 36 for each entry. */
    public long sizeInBytes() {
        return OBJECT_BYTES + delta.sizeInBytes() + index.sizeInBytes();
    }
}
