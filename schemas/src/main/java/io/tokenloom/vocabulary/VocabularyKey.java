package io.tokenloom.vocabulary;

import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerFingerprint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Key of a vocabulary delta on {@code tokens.vocabularies.v1}: what a token record says of it. Immutable.
 *
 * @param text short fingerprint of the records' tokenizer and version of the delta, both in hex digits, with a slash between
 */
public record VocabularyKey(String text) {
    /** The key of a version of a tokenizer. */
    public static VocabularyKey of(TokenizerFingerprint tokenizer, byte[] version) {
        HexFormat hex = HexFormat.of();
        return new VocabularyKey(hex.formatHex(tokenizer.bytes()) + "/" + hex.formatHex(version));
    }

    /** What a token record needs beside its tokenizer; empty where that is all. */
    public static Optional<VocabularyKey> neededBy(TokenSequence tokens) {
        if (tokens.getText() == null) {
            return Optional.empty();
        }
        ByteBuffer version = tokens.getText().getVocabularyDelta().duplicate();
        if (!version.hasRemaining()) {
            return Optional.empty();
        }
        byte[] bytes = new byte[version.remaining()];
        version.get(bytes);
        return Optional.of(of(tokens.getTokenizer(), bytes));
    }

    static VocabularyKey read(byte[] key) {
        return new VocabularyKey(new String(key, StandardCharsets.UTF_8));
    }

    /** As it stands in a Kafka record. */
    public byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return text;
    }
}
