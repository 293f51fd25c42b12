package io.tokenloom.text.unigram;

import io.tokenloom.text.TokenTable;
import io.tokenloom.text.TokenizerFileException;
import io.tokenloom.text.piece.PieceEncoder;
import io.tokenloom.text.piece.PieceModel;
import io.tokenloom.text.trie.ByteTrie;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * A unigram language model (Kudo 2018, "Subword Regularization"): of all ways to put a piece together from tokens, the
 * one with the highest sum of scores. A character that no token has alone may be unknown, for the lowest score of the
 * vocabulary less ten. Thread-safe: immutable.
 *
 * <p>Two programs define what published models mean, and they differ where sums are equal or nearly so:
 *
 * <table>
 * <caption>The two references</caption>
 * <tr><th></th><th>{@link #huggingFace}</th><th>{@link #sentencePiece}</th></tr>
 * <tr><td>sums</td><td>64-bit</td><td>32-bit</td></tr>
 * <tr><td>tokens found in text</td><td>all of the vocabulary, {@code <unk>} and byte tokens too, but for those
 *     excepted</td><td>normal and user-defined ones</td></tr>
 * <tr><td>user-defined tokens</td><td>none; they are taken out of the text before</td><td>scored above all
 *     others</td></tr>
 * <tr><td>neighbouring unknowns</td><td>one token, or its bytes; if the vocabulary holds their text, that
 *     token</td><td>one token; with byte fallback, the bytes of each character</td></tr>
 * <tr><td>spans of byte tokens</td><td>each has the span of all unknown characters together</td><td>the last one has
 *     the character, the others are empty before it</td></tr>
 * </table>
 *
 * <p>Where sums are equal the token that begins first, the longest, wins, in both. Both keep the sum over the whole
 * piece, so rounding depends on what stands before; so does this class, whatever it already gave out.
 */
public final class UnigramModel implements PieceModel {
    static final double UNKNOWN_PENALTY = 10;
    static final int NO_TOKEN = -1;
    private static final double USER_DEFINED_SCORE = 0.1;

    private final ByteTrie trie;
    private final double[] scores;
    private final int[] lengths;
    private final int unknownId;
    private final double unknownScore;
    private final int[] byteIds;
    private final boolean sentencePiece;
    private final boolean spellsPieces;
    private final TokenTable tokens;

    private UnigramModel(
            byte[][] pieces,
            BitSet inText,
            double[] scores,
            int unknownId,
            double unknownScore,
            int[] byteIds,
            boolean sentencePiece) {
        byte[][] keys = pieces.clone();
        byte[][] meanings = pieces.clone();
        this.lengths = new int[pieces.length];
        for (int id = 0; id < pieces.length; id++) {
            lengths[id] = pieces[id] == null ? 0 : pieces[id].length;
            if (!inText.get(id)) {
                keys[id] = null;
            }
        }
        boolean allBytes = byteIds.length > 0;
        boolean bytesInText = false;
        for (int b = 0; b < byteIds.length; b++) {
            allBytes &= byteIds[b] >= 0;
            if (byteIds[b] >= 0) {
                meanings[byteIds[b]] = new byte[] {(byte) b};
                bytesInText |= inText.get(byteIds[b]);
            }
        }
        this.trie = ByteTrie.of(keys);
        this.scores = scores;
        this.unknownId = unknownId;
        this.unknownScore = unknownScore;
        this.byteIds = byteIds;
        this.sentencePiece = sentencePiece;
        this.spellsPieces = allBytes && !bytesInText && !inText.get(unknownId);
        this.tokens = TokenTable.of(meanings);
    }

    /**
     * The model as Hugging Face's {@code Unigram} has it, with {@code fuse_unk}, which its files cannot turn off.
     *
     * @param pieces the text of each id in UTF-8; of a text that comes twice, the later id is found in text
     * @param scores of each id
     * @param unknownId {@code unk_id} of the file
     * @param byteFallback {@code byte_fallback} of the file: unknown characters become tokens {@code <0x00>} to
     *     {@code <0xFF>} where the vocabulary has those that are needed
     * @param notFromText ids that no text leads to although it spells them: control tokens. Their scores count for that
     *     of unknown characters
     * @throws TokenizerFileException when the vocabulary is not one
     */
    public static UnigramModel huggingFace(
            byte[][] pieces, double[] scores, int unknownId, boolean byteFallback, BitSet notFromText) {
        requireVocabulary(pieces, scores, unknownId);
        BitSet inText = new BitSet(pieces.length);
        inText.set(0, pieces.length);
        inText.andNot(notFromText);
        double lowest = Arrays.stream(scores).min().getAsDouble();
        int[] byteIds = byteFallback ? BytePieces.find(pieces) : BytePieces.NONE;
        return new UnigramModel(pieces, inText, scores.clone(), unknownId, lowest - UNKNOWN_PENALTY, byteIds, false);
    }

    /**
     * The model as SentencePiece has it; exactly so as its release 0.2.3. Releases before compared sums that were not
     * yet rounded, and gave user-defined pieces another score, which matters only where these overlap.
     *
     * @param pieces the text of each id in UTF-8
     * @param scores of each id; those of control, unknown, byte and unused pieces count for nothing
     * @param normal ids of normal pieces
     * @param userDefined ids of user-defined pieces
     * @param unknownId the unknown piece
     * @param byteFallback whether unknown characters become tokens {@code <0x00>} to {@code <0xFF>}
     * @throws TokenizerFileException when the vocabulary is not one
     */
    public static UnigramModel sentencePiece(
            byte[][] pieces, float[] scores, BitSet normal, BitSet userDefined, int unknownId, boolean byteFallback) {
        double[] sums = new double[scores.length];
        float lowest = Float.MAX_VALUE;
        for (int id = normal.nextSetBit(0); id >= 0; id = normal.nextSetBit(id + 1)) {
            sums[id] = scores[id];
            lowest = Math.min(lowest, scores[id]);
        }
        requireVocabulary(pieces, sums, unknownId);
        for (int id = userDefined.nextSetBit(0); id >= 0; id = userDefined.nextSetBit(id + 1)) {
            // A tenth for each byte, less one: found out by experiment, as published sources have another formula.
            sums[id] = (float) (USER_DEFINED_SCORE * (pieces[id].length - 1));
        }
        BitSet inText = (BitSet) normal.clone();
        inText.or(userDefined);
        int[] byteIds = byteFallback ? BytePieces.find(pieces) : BytePieces.NONE;
        return new UnigramModel(pieces, inText, sums, unknownId, lowest - (float) UNKNOWN_PENALTY, byteIds, true);
    }

    private static void requireVocabulary(byte[][] pieces, double[] scores, int unknownId) {
        if (unknownId < 0 || unknownId >= pieces.length) {
            throw new TokenizerFileException(
                    List.of("the unknown id " + unknownId + " of the unigram model is not in its" + " vocabulary of "
                            + pieces.length + " pieces; characters that no piece has would have no token"));
        }
        if (scores.length != pieces.length) {
            throw new TokenizerFileException(
                    List.of("the unigram model has " + pieces.length + " pieces but " + scores.length + " scores"));
        }
        for (int id = 0; id < scores.length; id++) {
            if (!Double.isFinite(scores[id])) {
                throw new TokenizerFileException(List.of(
                        "piece " + id + " of the unigram model has the score " + scores[id] + ", not a number"));
            }
        }
    }

    /** Memory of an encoder: 4 bytes for each byte between places where no token reaches over, at most of the piece. */
    @Override
    public PieceEncoder newEncoder() {
        return new UnigramEncoder(this);
    }

    /** Ids and the text they stand for; a byte token stands for its byte when the model falls back to bytes. */
    @Override
    public TokenTable tokens() {
        return tokens;
    }

    @Override
    public boolean spellsPieces() {
        return spellsPieces;
    }

    ByteTrie trie() {
        return trie;
    }

    double[] scores() {
        return scores;
    }

    /** Bytes of the text of each id. */
    int[] lengths() {
        return lengths;
    }

    int unknownId() {
        return unknownId;
    }

    double unknownScore() {
        return unknownScore;
    }

    boolean isSentencePiece() {
        return sentencePiece;
    }

    /** Whether unknown characters may become byte tokens. */
    boolean fallsBackToBytes() {
        return byteIds.length > 0;
    }

    /** The token of a byte, or {@link #NO_TOKEN}. */
    int byteId(byte b) {
        return byteIds[b & 0xff];
    }
}
