package io.tokenloom.cli.decode;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/**
 * Text records back to bytes. Thread-safe.
 *
 * @param bundle the tokenizer, which stays its owner's to close
 */
public record TextDecoder(TextBundle bundle) implements TokenDecoder {
    /**
     * The bytes of one token record.
     *
     * @throws IllegalArgumentException if it is no text record, or an id is not in the vocabulary
     */
    public DecodedPart decode(TokenSequence tokens) {
        byte[] bytes = bundle.tokenizer().decode(ids(tokens));
        byte[] wanted = tokens.getContentDigest().bytes();
        return new DecodedPart(bytes, Arrays.equals(wanted, Arrays.copyOf(sha256(bytes), wanted.length)));
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
