package io.tokenloom.reader.decode;

import io.tokenloom.claim.ClaimCheck;
import io.tokenloom.claim.ClaimStore;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.token.EmbeddingNumbers;
import io.tokenloom.token.TokenContractException;
import io.tokenloom.topics.TopicCatalogue;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The numbers of embeddings, from the record or from where its claim check says that they lie. Memory: those of one record.
 *
 * @param store empty where the connections file names none; closed with this
 */
public record EmbeddingContents(Optional<ClaimStore> store) implements AutoCloseable {
    /** What there is of a record's numbers. */
    public sealed interface Found {
        /**
         * All of them.
         *
         * @param values row by row
         */
        record Numbers(float[] values) implements Found {}

        /**
         * None.
         *
         * @param why for people
         */
        record Missing(String why) implements Found {}
    }

    /** The numbers of a record, or why they can't be had. */
    public Found of(TokenEmbeddings embeddings) {
        try {
            return new Found.Numbers(EmbeddingNumbers.read(whole(embeddings)));
        } catch (TokenizationException | TokenContractException | IllegalArgumentException | ArithmeticException e) {
            return new Found.Missing(e.getMessage());
        }
    }

    /**
     * The record with its numbers in it.
     *
     * @throws TokenizationException if the store does not give them
     * @throws IllegalArgumentException if there is no store, or the record's claim check is none
     */
    public TokenEmbeddings whole(TokenEmbeddings embeddings) {
        if (embeddings.getClaimUri() == null) {
            return embeddings;
        }
        ClaimStore known = store.orElseThrow(() -> new IllegalArgumentException(
                "the connections file names no claim store. Name it there: claims.store."));
        byte[] content = known.get(check(embeddings), TopicCatalogue.MAX_CLAIMED_MEDIA_BYTES);
        return TokenEmbeddings.newBuilder(embeddings)
                .setValues(ByteBuffer.wrap(content))
                .setClaimUri(null)
                .setClaimSha256(null)
                .build();
    }

    /** Bytes that the numbers of a record take, wherever they lie. */
    public static long bytes(TokenEmbeddings embeddings) {
        return Math.multiplyExact(
                EmbeddingNumbers.bytesPerToken(embeddings),
                embeddings.getShape().get(0).longValue());
    }

    private static ClaimCheck check(TokenEmbeddings embeddings) {
        ByteBuffer sha256 = embeddings.getClaimSha256();
        if (sha256 == null) {
            throw new IllegalArgumentException("the record has a claimUri and no claimSha256");
        }
        byte[] digest = new byte[sha256.remaining()];
        sha256.duplicate().get(digest);
        try {
            return new ClaimCheck(
                    new URI(embeddings.getClaimUri()), HexFormat.of().formatHex(digest), bytes(embeddings));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("claimUri is no URI", e);
        }
    }

    @Override
    public void close() {
        store.ifPresent(ClaimStore::close);
    }
}
