package io.tokenloom.cli.ingest;

import io.tokenloom.claim.ClaimCheck;
import io.tokenloom.claim.ClaimStore;
import io.tokenloom.topics.TopicCatalogue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Where contents travel: small ones in their record, large ones through the claim store, where there is one.
 *
 * @param store empty if all contents have to be in their records
 */
record ContentPlacement(Optional<ClaimStore> store) implements AutoCloseable {
    /** Contents up to here are in their records in any case. */
    static final int SMALL_BYTES = 512 * 1024;

    /** A record holds its key, headers and frame besides the content. */
    private static final int FRAME_BYTES = 64 * 1024;

    private static final int MAX_CARRIED_BYTES = TopicCatalogue.MAX_SOURCE_RECORD_BYTES - FRAME_BYTES;

    /**
     * A content on its way.
     *
     * @param carried what the record carries
     * @param headers what the record says of the rest
     */
    record Placed(byte[] carried, List<Header> headers) {}

    /** Largest text that can be sent. */
    int maxTextBytes() {
        return store.isPresent() ? TopicCatalogue.MAX_CLAIMED_TEXT_BYTES : MAX_CARRIED_BYTES;
    }

    /** Largest picture or video that can be sent. */
    int maxMediaBytes() {
        return store.isPresent() ? TopicCatalogue.MAX_CLAIMED_MEDIA_BYTES : MAX_CARRIED_BYTES;
    }

    /** What a user can do who has larger ones; starts with a verb. */
    String mend() {
        return store.isPresent()
                ? "cut it into smaller ones"
                : "name a claim store in the connections file (claims.store) for larger ones, or cut it into smaller"
                        + " ones";
    }

    /**
     * Finds a place. What went through the store is safe there when this returns.
     *
     * @throws IOException if the store can't be written
     */
    Placed place(byte[] content) throws IOException {
        if (content.length <= SMALL_BYTES || store.isEmpty()) {
            return new Placed(content, List.of());
        }
        ClaimCheck check = put(content);
        List<Header> headers = check.headers().entrySet().stream()
                .<Header>map(header ->
                        new RecordHeader(header.getKey(), header.getValue().getBytes(StandardCharsets.UTF_8)))
                .toList();
        return new Placed(new byte[0], headers);
    }

    private ClaimCheck put(byte[] content) throws IOException {
        try {
            return store.get().put(content);
        } catch (IOException e) {
            throw new IOException("the claim store can't take it (" + e + "); mend its rights or make room", e);
        }
    }

    @Override
    public void close() {
        store.ifPresent(ClaimStore::close);
    }
}
