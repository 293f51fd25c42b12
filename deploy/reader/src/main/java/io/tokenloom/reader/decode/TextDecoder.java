package io.tokenloom.reader.decode;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.text.dynamic.DynamicVocabulary;
import io.tokenloom.text.mode.ModeEncoder;
import io.tokenloom.text.mode.TextMode;
import io.tokenloom.vocabulary.VocabularyKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Text records back to bytes. Thread-safe.
 *
 * @param bundle the tokenizer, or the base of its mode; stays its owner's to close
 * @param mode how texts were tokenized with it
 * @param vocabularies where deltas are; empty for a tokenizer whose records need none
 */
public record TextDecoder(TextBundle bundle, TextMode mode, Optional<ClusterVocabularies> vocabularies)
        implements TokenDecoder {
    /** Of records that a tokenizer made as it was published. */
    public TextDecoder(TextBundle bundle) {
        this(bundle, TextMode.AS_PUBLISHED, Optional.empty());
    }

    /**
     * The bytes of one token record.
     *
     * @throws IllegalArgumentException if it is no text record, or an id is not in the vocabulary
     * @throws io.tokenloom.reader.ReaderException if a vocabulary delta that it needs does not come
     */
    public DecodedPart decode(TokenSequence tokens) {
        byte[] bytes = ModeEncoder.withoutSeparators(bytes(tokens, ids(tokens)), separators(tokens), mode);
        byte[] wanted = tokens.getContentDigest().bytes();
        return new DecodedPart(bytes, Arrays.equals(wanted, Arrays.copyOf(sha256(bytes), wanted.length)));
    }

    /**
     * The bytes that ids of a record stand for, separators included.
     *
     * @throws IllegalArgumentException if an id is not in the vocabulary
     * @throws io.tokenloom.reader.ReaderException as {@link #decode}
     */
    public byte[] bytes(TokenSequence record, int... ids) {
        Optional<VocabularyKey> needed = VocabularyKey.neededBy(record);
        return needed.isPresent()
                ? vocabulary(needed.get()).decode(ids)
                : bundle.tokenizer().decode(ids);
    }

    private DynamicVocabulary vocabulary(VocabularyKey key) {
        return vocabularies
                .orElseThrow(() -> new IllegalArgumentException(
                        "the record needs vocabulary delta " + key + ", and its tokenizer makes none"))
                .vocabulary(key, bundle);
    }

    private static int[] separators(TokenSequence tokens) {
        return tokens.getLayout() == null
                ? new int[0]
                : tokens.getLayout().getSeparators().stream()
                        .mapToInt(Integer::intValue)
                        .toArray();
    }

    /**
     * The ids of a text record.
     *
     * @throws IllegalArgumentException if it is no text record
     */
    public static int[] ids(TokenSequence tokens) {
        List<TokenPlane> planes = tokens.getPlanes();
        if (planes.size() != 1) {
            throw new IllegalArgumentException(
                    "text has one plane of tokens, this record has " + planes.size() + " and is of another modality");
        }
        return planes.get(0).getIds().stream().mapToInt(Integer::intValue).toArray();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
