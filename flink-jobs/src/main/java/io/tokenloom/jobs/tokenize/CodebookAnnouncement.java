package io.tokenloom.jobs.tokenize;

import io.tokenloom.bundle.TokenizerBundle;
import io.tokenloom.bundle.VisualBundle;
import io.tokenloom.connection.Connections;
import io.tokenloom.jobs.routes.ClusterUnavailableException;
import io.tokenloom.record.Codebook;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.vision.quantization.CodeTable;
import io.tokenloom.wire.AvroRecordWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Publishes the tables of codes of tokenizers on {@code tokens.codebooks.v1}, in parts. The topic is compacted, so saying it
 * again changes nothing.
 */
final class CodebookAnnouncement {
    /** Bytes of codes in a part, or one row where that has more. */
    private static final int PART_BYTES = 500 * 1024;

    private CodebookAnnouncement() {}

    /** The parts of all tables of a tokenizer; none where it has no table. */
    static List<Codebook> parts(TokenizerBundle bundle) {
        List<Codebook> parts = new ArrayList<>();
        if (bundle instanceof VisualBundle visual) {
            TokenizerFingerprint fingerprint =
                    new TokenizerFingerprint(bundle.fingerprint().shortBytes());
            visual.codeTables().forEach((plane, table) -> addParts(fingerprint, plane, table, parts));
        }
        return parts;
    }

    private static void addParts(TokenizerFingerprint tokenizer, String plane, CodeTable table, List<Codebook> parts) {
        int rows = table.codebookSize();
        int dimension = table.dimension();
        int rowsOfAPart = Math.max(1, PART_BYTES / (dimension * Float.BYTES));
        float[] row = new float[dimension];
        for (int first = 0; first < rows; first += rowsOfAPart) {
            int end = Math.min(rows, first + rowsOfAPart);
            ByteBuffer values =
                    ByteBuffer.allocate((end - first) * dimension * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (int id = first; id < end; id++) {
                table.copyCode(id, row, 0);
                for (float value : row) {
                    values.putFloat(value);
                }
            }
            parts.add(new Codebook(tokenizer, plane, rows, dimension, first, values.flip()));
        }
    }

    /** Key of the record. */
    static String key(Codebook part) {
        return HexFormat.of().formatHex(part.getTokenizer().bytes()) + "/" + part.getPlane() + "/" + part.getFirstRow();
    }

    /**
     * Writes them and waits until the broker has them.
     *
     * @throws ClusterUnavailableException if the broker does not take one
     */
    static void publish(Connections connections, int schemaId, Collection<Codebook> parts) throws InterruptedException {
        AvroRecordWriter<Codebook> writer = AvroRecordWriter.of(Codebook.class, schemaId);
        String topic = TopicCatalogue.CODEBOOKS.name();
        Announcement.publish(
                connections,
                topic,
                parts.stream()
                        .map(part -> new ProducerRecord<>(
                                topic, key(part).getBytes(StandardCharsets.UTF_8), writer.write(part))));
    }
}
