package io.tokenloom.text.sentencepiece;

import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.text.Utf8Text;
import io.tokenloom.text.unigram.BytePieces;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What SentencePiece demands of the pieces of a model, and what we demand beyond. Used while a tokenizer is made. */
final class SentencePieceChecks {
    private final List<byte[]> pieces;
    private final List<PieceType> types;
    private final int modelType;
    private final boolean byteFallback;
    private final List<String> mistakes = new ArrayList<>();

    SentencePieceChecks(List<byte[]> pieces, List<PieceType> types, int modelType, boolean byteFallback) {
        this.pieces = pieces;
        this.types = types;
        this.modelType = modelType;
        this.byteFallback = byteFallback;
    }

    /** One sentence for each thing that is wrong. */
    List<String> mistakes() {
        if (pieces.isEmpty()) {
            mistakes.add("the model has no pieces; is it a SentencePiece model?");
            return mistakes;
        }
        if (modelType < 1 || modelType > SentencePieceFile.ModelType.values().length) {
            mistakes.add("trainer_spec.model_type is " + modelType + "; known are 1 (unigram) to 4 (char)");
        }
        int unknownId = -1;
        // SentencePiece lets a control piece have the text of a normal one, and hide it; no published model does.
        Set<ByteBuffer> texts = new HashSet<>();
        checkEncoding();
        for (int id = 0; id < pieces.size(); id++) {
            PieceType type = types.get(id);
            checkText(id);
            if (!texts.add(ByteBuffer.wrap(pieces.get(id)))) {
                mistakes.add("piece " + id + " has the same text as an earlier one");
            }
            if (type == PieceType.UNKNOWN) {
                if (unknownId >= 0) {
                    mistakes.add("pieces " + unknownId + " and " + id + " are both of type UNKNOWN");
                }
                unknownId = id;
            } else if (type == PieceType.BYTE && (!byteFallback || BytePieces.parse(pieces.get(id)) < 0)) {
                mistakes.add("piece " + id + " is of type BYTE, but "
                        + (byteFallback ? "is not written <0x00> to <0xFF>" : "trainer_spec.byte_fallback is false"));
            }
        }
        if (unknownId < 0) {
            mistakes.add("no piece is of type UNKNOWN");
        }
        if (byteFallback && types.stream().filter(t -> t == PieceType.BYTE).count() < 256) {
            mistakes.add("trainer_spec.byte_fallback is true, but not every byte has a piece");
        }
        return mistakes;
    }

    private void checkText(int id) {
        byte[] piece = pieces.get(id);
        if (piece.length == 0) {
            mistakes.add("piece " + id + " has no text");
        }
        for (byte b : piece) {
            if (b == 0) {
                mistakes.add("piece " + id + " holds the character U+0000, at which SentencePiece would end it");
                break;
            }
        }
    }

    /** A byte that no sequence holds stands between the pieces, so all of them are well-formed if the whole is. */
    private void checkEncoding() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            all.writeBytes(piece);
            all.write('\n');
        }
        if (isUtf8(all.toByteArray())) {
            return;
        }
        for (int id = 0; id < pieces.size(); id++) {
            if (!isUtf8(pieces.get(id))) {
                mistakes.add("piece " + id + " is not UTF-8");
            }
        }
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            Utf8Text.requireValid(bytes, 0, bytes.length);
            return true;
        } catch (TokenizationException e) {
            return false;
        }
    }
}
