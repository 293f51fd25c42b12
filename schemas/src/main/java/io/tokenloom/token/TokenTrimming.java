package io.tokenloom.token;

import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TruncationKind;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalInt;

/**
 * Cuts token records to what a consumer has room for. The cut record is the one that the tokenizer would have made for
 * that many tokens: qualities, kept positions and blocks are cut alike. Where the levels are pooled and no prefixes
 * (LEVEL_SET), embeddings of a lower level are derived as {@link MatryoshkaLevels} does; ids can't be. Thread-safe:
 * stateless.
 */
public final class TokenTrimming {
    private TokenTrimming() {}

    /**
     * The record with exactly so many tokens.
     *
     * @throws TokenContractException if its contract has no sequence of that length
     */
    public static TokenSequence toTokens(TokenSequence sequence, int tokens) {
        CutFields fields = CutFields.of(sequence);
        return cut(sequence, fields, fields.cuts().require(tokens));
    }

    /**
     * The record with as many tokens as are valid, but no more than a number.
     *
     * @throws TokenContractException if its contract has no sequence as short as that
     */
    public static TokenSequence toAtMost(TokenSequence sequence, int tokens) {
        CutFields fields = CutFields.of(sequence);
        return cut(sequence, fields, within(fields.cuts(), tokens, tokens + " tokens"));
    }

    /**
     * The record with as many tokens as are valid and fit into some bytes when they are packed as {@link PackedIds} does,
     * all planes together: a token of a vocabulary of 4096 has 12 bits. What the record says besides ids is not counted.
     *
     * @throws TokenContractException if its contract has no sequence as short as that, or a plane doesn't say how large its
     *     vocabulary is
     */
    public static TokenSequence toBytes(TokenSequence sequence, long bytes) {
        CutFields fields = CutFields.of(sequence);
        int bits = bitsPerToken(sequence);
        long most = PackedIds.idsWithin(bytes, bits);
        return cut(
                sequence,
                fields,
                within(fields.cuts(), most, bytes + " bytes, " + most + " tokens of " + bits + " bits"));
    }

    /**
     * The record with exactly so many tokens.
     *
     * @throws TokenContractException if its contract has no sequence of that length, or the numbers lie elsewhere
     */
    public static TokenEmbeddings toTokens(TokenEmbeddings embeddings, int tokens) {
        CutFields fields = CutFields.of(embeddings);
        if (isPooled(embeddings)) {
            return MatryoshkaLevels.derive(embeddings, tokens);
        }
        return cut(embeddings, fields, fields.cuts().require(tokens));
    }

    /**
     * The record with as many tokens as are valid, but no more than a number.
     *
     * @throws TokenContractException if its contract has no sequence as short as that, or the numbers lie elsewhere
     */
    public static TokenEmbeddings toAtMost(TokenEmbeddings embeddings, int tokens) {
        return within(embeddings, tokens, tokens + " tokens");
    }

    /**
     * The record with as many tokens as are valid and have their numbers in some bytes. What the record says besides
     * numbers is not counted.
     *
     * @throws TokenContractException if its contract has no sequence as short as that, or the numbers lie elsewhere
     */
    public static TokenEmbeddings toBytes(TokenEmbeddings embeddings, long bytes) {
        long each = Math.max(1, EmbeddingNumbers.bytesPerToken(embeddings));
        return within(embeddings, bytes / each, bytes + " bytes, " + bytes / each + " tokens of " + each + " bytes");
    }

    private static TokenEmbeddings within(TokenEmbeddings embeddings, long most, String budget) {
        CutFields fields = CutFields.of(embeddings);
        if (isPooled(embeddings)) {
            return MatryoshkaLevels.derive(embeddings, MatryoshkaLevels.largest(embeddings, most, budget));
        }
        return cut(embeddings, fields, within(fields.cuts(), most, budget));
    }

    private static int within(ValidCuts cuts, long most, String budget) {
        OptionalInt longest = cuts.longestWithin(most);
        if (longest.isEmpty()) {
            throw new TokenContractException(
                    "A record of " + cuts.tokens() + " tokens can't be cut to " + budget + ": " + cuts.rule() + ".");
        }
        return longest.getAsInt();
    }

    private static boolean isPooled(TokenEmbeddings embeddings) {
        return embeddings.getTruncation().getKind() == TruncationKind.LEVEL_SET;
    }

    private static int bitsPerToken(TokenSequence sequence) {
        int bits = 0;
        for (TokenPlane plane : sequence.getPlanes()) {
            if (plane.getVocabularySize() == 0) {
                throw new TokenContractException(
                        "Plane \"" + plane.getName() + "\" doesn't say how large its vocabulary"
                                + " is, so that its bytes can't be counted. Cut the record to tokens instead.");
            }
            bits += PackedIds.bitsPerId(plane.getVocabularySize());
        }
        return bits;
    }

    private static TokenSequence cut(TokenSequence sequence, CutFields fields, int tokens) {
        return tokens == fields.tokens() ? sequence : slice(sequence, fields, 0, tokens);
    }

    private static TokenEmbeddings cut(TokenEmbeddings embeddings, CutFields fields, int tokens) {
        return tokens == fields.tokens() ? embeddings : slice(embeddings, fields, 0, tokens);
    }

    /** The tokens from one position to another; the record begins where the full sequence does. */
    static TokenSequence slice(TokenSequence sequence, CutFields fields, int from, int to) {
        PlacedIds.requireUnplaced(sequence, "cut");
        TokenSequence part = ShallowCopy.of(sequence, new TokenSequence());
        part.setPlanes(sequence.getPlanes().stream()
                .map(plane -> TokenPlanes.withIds(plane, IdLists.slice(plane.getIds(), from, to)))
                .toList());
        fields.slice(from, to).into(part);
        return part;
    }

    /** The tokens from one position to another; the record begins where the full sequence does. */
    static TokenEmbeddings slice(TokenEmbeddings embeddings, CutFields fields, int from, int to) {
        ByteBuffer values = EmbeddingNumbers.bytes(embeddings);
        int each = Math.toIntExact(EmbeddingNumbers.bytesPerToken(embeddings));
        byte[] kept = new byte[(to - from) * each];
        values.get(values.position() + from * each, kept);
        TokenEmbeddings part = ShallowCopy.of(embeddings, new TokenEmbeddings());
        part.setShape(shape(embeddings, to - from));
        part.setValues(ByteBuffer.wrap(kept));
        fields.slice(from, to).into(part);
        return part;
    }

    static List<Integer> shape(TokenEmbeddings like, int tokens) {
        int[] shape = IdLists.array(like.getShape());
        shape[0] = tokens;
        return IdLists.list(shape);
    }
}
