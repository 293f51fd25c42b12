package io.tokenloom.text.sentencepiece;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.tokenloom.text.TokenizerFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A {@code .model} file: the message {@code ModelProto} of SentencePiece, as far as it decides about tokens. Read field by
 * field; those that only tell how the model was trained are passed over. Not thread-safe; used while a tokenizer is made.
 */
final class SentencePieceFile {
    enum ModelType {
        UNIGRAM,
        BPE,
        WORD,
        CHAR
    }

    private static final String DEFAULT_UNKNOWN_SURFACE = " \u2047 ";

    private final List<byte[]> pieces = new ArrayList<>();
    private final List<Float> scores = new ArrayList<>();
    private final List<PieceType> types = new ArrayList<>();
    private final List<String> mistakes = new ArrayList<>();
    private int modelType = 1;
    private boolean byteFallback;
    private byte[] unknownSurface = DEFAULT_UNKNOWN_SURFACE.getBytes(StandardCharsets.UTF_8);
    private byte[] charsMap = {};
    private boolean addDummyPrefix = true;
    private boolean removeExtraWhitespaces = true;
    private boolean escapeWhitespaces = true;
    private int unknownId;

    private SentencePieceFile() {}

    /** @throws TokenizerFileException when it is no model, or one that we cannot use exactly */
    static SentencePieceFile parse(byte[] model) {
        SentencePieceFile file = new SentencePieceFile();
        try {
            file.readModel(CodedInputStream.newInstance(model));
        } catch (IOException e) {
            throw new TokenizerFileException("not a SentencePiece model: " + e.getMessage(), e);
        }
        file.unknownId = file.types.indexOf(PieceType.UNKNOWN);
        file.mistakes.addAll(
                new SentencePieceChecks(file.pieces, file.types, file.modelType, file.byteFallback).mistakes());
        if (!file.mistakes.isEmpty()) {
            throw new TokenizerFileException(file.mistakes);
        }
        return file;
    }

    /** Reads one field, or says that it is none of those that count. */
    private interface FieldReader {
        boolean read(int tag, CodedInputStream in) throws IOException;
    }

    private static void readFields(CodedInputStream in, FieldReader reader) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (!reader.read(tag, in)) {
                in.skipField(tag);
            }
        }
    }

    private static void readMessage(CodedInputStream in, FieldReader reader) throws IOException {
        int limit = in.pushLimit(in.readRawVarint32());
        readFields(in, reader);
        in.checkLastTagWas(0);
        in.popLimit(limit);
    }

    private static int tag(int field, int wireType) {
        return field << 3 | wireType;
    }

    private static int text(int field) {
        return tag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    }

    private static int number(int field) {
        return tag(field, WireFormat.WIRETYPE_VARINT);
    }

    private void readModel(CodedInputStream model) throws IOException {
        readFields(model, (tag, in) -> {
            if (tag == text(1)) {
                readPiece(in);
            } else if (tag == text(2)) {
                readMessage(in, this::readTrainerField);
            } else if (tag == text(3)) {
                readMessage(in, this::readNormalizerField);
            } else if (tag == text(5)) {
                readMessage(in, this::readDenormalizerField);
            } else {
                return false;
            }
            return true;
        });
    }

    private void readPiece(CodedInputStream model) throws IOException {
        int id = pieces.size();
        pieces.add(new byte[0]);
        scores.add(0f);
        types.add(PieceType.NORMAL);
        readMessage(model, (tag, in) -> {
            if (tag == text(1)) {
                pieces.set(id, in.readByteArray());
            } else if (tag == tag(2, WireFormat.WIRETYPE_FIXED32)) {
                scores.set(id, in.readFloat());
            } else if (tag == number(3)) {
                types.set(id, PieceType.of(in.readEnum()));
            } else {
                return false;
            }
            return true;
        });
    }

    private boolean readTrainerField(int tag, CodedInputStream in) throws IOException {
        if (tag == number(3)) {
            modelType = in.readEnum();
        } else if (tag == number(24)) {
            if (in.readBool()) {
                mistakes.add(
                        "trainer_spec.treat_whitespace_as_suffix is true, which is not supported: words would carry"
                                + " their space at the end");
            }
        } else if (tag == number(35)) {
            byteFallback = in.readBool();
        } else if (tag == text(44)) {
            unknownSurface = in.readByteArray();
        } else {
            return false;
        }
        return true;
    }

    private boolean readNormalizerField(int tag, CodedInputStream in) throws IOException {
        if (tag == text(2)) {
            charsMap = in.readByteArray();
        } else if (tag == number(3)) {
            addDummyPrefix = in.readBool();
        } else if (tag == number(4)) {
            removeExtraWhitespaces = in.readBool();
        } else if (tag == number(5)) {
            escapeWhitespaces = in.readBool();
        } else {
            return false;
        }
        return true;
    }

    private boolean readDenormalizerField(int tag, CodedInputStream in) throws IOException {
        if (tag != text(2)) {
            return false;
        }
        if (in.readByteArray().length > 0) {
            mistakes.add(
                    "denormalizer_spec.precompiled_charsmap is not supported: decoded text would be changed by it");
        }
        return true;
    }

    ModelType modelType() {
        return ModelType.values()[modelType - 1];
    }

    byte[][] pieces() {
        return pieces.toArray(byte[][]::new);
    }

    float[] scores() {
        float[] result = new float[scores.size()];
        for (int id = 0; id < result.length; id++) {
            result[id] = scores.get(id);
        }
        return result;
    }

    PieceType[] types() {
        return types.toArray(PieceType[]::new);
    }

    BitSet ids(PieceType type) {
        BitSet ids = new BitSet(types.size());
        for (int id = 0; id < types.size(); id++) {
            if (types.get(id) == type) {
                ids.set(id);
            }
        }
        return ids;
    }

    int unknownId() {
        return unknownId;
    }

    boolean byteFallback() {
        return byteFallback;
    }

    /** What decoding writes for the unknown piece. */
    byte[] unknownSurface() {
        return unknownSurface.clone();
    }

    /** Empty when the model replaces nothing. */
    byte[] charsMap() {
        return charsMap.clone();
    }

    boolean addDummyPrefix() {
        return addDummyPrefix;
    }

    boolean removeExtraWhitespaces() {
        return removeExtraWhitespaces;
    }

    boolean escapeWhitespaces() {
        return escapeWhitespaces;
    }
}
