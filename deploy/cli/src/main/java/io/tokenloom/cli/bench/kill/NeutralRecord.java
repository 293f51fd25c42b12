package io.tokenloom.cli.bench.kill;

import io.tokenloom.deadletter.DeadLetterHeaders;
import io.tokenloom.record.SourceRef;
import io.tokenloom.record.StreamPosition;
import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.token.TokenRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Digests of records without what may differ between two runs over the same files: the name of the folder that was sent,
 * and offsets and times on the source topic. Everything else counts. Not thread-safe.
 */
final class NeutralRecord {
    private static final Set<String> PLACE_HEADERS = Set.of(
            DeadLetterHeaders.PARTITION,
            DeadLetterHeaders.OFFSET,
            DeadLetterHeaders.TIMESTAMP,
            // Of a value that may hold the folder's name; the value itself is digested.
            DeadLetterHeaders.PAYLOAD_SHA256);

    private final byte[] folder;
    private final String folderName;
    private final MessageDigest sha256;

    /** For records of a folder of this name. */
    NeutralRecord(String folder) {
        this.folderName = folder;
        this.folder = folder.getBytes(StandardCharsets.UTF_8);
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    /** An item id without the folder's name. */
    String itemId(String itemId) {
        return itemId.startsWith(folderName) ? itemId.substring(folderName.length()) : itemId;
    }

    /** Digest of a token record; {@code tokens} is what the record holds, and changes. */
    String digest(ConsumerRecord<byte[], byte[]> read, TokenRecord tokens) {
        add(read.key());
        read.headers().forEach(this::add);
        try {
            sha256.update(
                    tokens instanceof TokenRecord.Vectors vectors
                            ? neutral(vectors.embeddings())
                            : neutral(((TokenRecord.Ids) tokens).sequence()));
        } catch (IOException e) {
            throw new UncheckedIOException("a record in memory is always written", e);
        }
        return end();
    }

    private ByteBuffer neutral(TokenSequence ids) throws IOException {
        ids.setSource(neutral(ids.getSource()));
        ids.setItemId(itemId(ids.getItemId()));
        Optional.ofNullable(ids.getStream()).ifPresent(this::neutralise);
        return ids.toByteBuffer();
    }

    private ByteBuffer neutral(TokenEmbeddings vectors) throws IOException {
        vectors.setSource(neutral(vectors.getSource()));
        vectors.setItemId(itemId(vectors.getItemId()));
        Optional.ofNullable(vectors.getStream()).ifPresent(this::neutralise);
        return vectors.toByteBuffer();
    }

    private static SourceRef neutral(SourceRef source) {
        return new SourceRef(source.getTopic(), 0, 0L, source.getPart(), source.getParts());
    }

    private void neutralise(StreamPosition stream) {
        stream.setStreamKey(itemId(stream.getStreamKey()));
    }

    /** Digest of a source record or a dead letter. */
    String digest(ConsumerRecord<byte[], byte[]> read) {
        add(read.key());
        for (Header header : read.headers()) {
            if (!PLACE_HEADERS.contains(header.key())) {
                add(header);
            }
        }
        add(read.value());
        return end();
    }

    private String end() {
        return HexFormat.of().formatHex(sha256.digest(), 0, 16);
    }

    private void add(Header header) {
        add(header.key().getBytes(StandardCharsets.UTF_8));
        add(header.value());
    }

    private void add(byte[] bytes) {
        if (bytes == null) {
            sha256.update((byte) 0);
            return;
        }
        sha256.update((byte) 1);
        int from = 0;
        for (int at = find(bytes, 0); at >= 0; at = find(bytes, from)) {
            sha256.update(bytes, from, at - from);
            from = at + folder.length;
        }
        sha256.update(bytes, from, bytes.length - from);
        // An end that no content can move.
        sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
    }

    private int find(byte[] bytes, int from) {
        for (int at = from; at + folder.length <= bytes.length; at++) {
            if (bytes[at] == folder[0] && Arrays.equals(bytes, at, at + folder.length, folder, 0, folder.length)) {
                return at;
            }
        }
        return -1;
    }
}
