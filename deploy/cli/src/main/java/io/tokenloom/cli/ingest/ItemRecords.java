package io.tokenloom.cli.ingest;

import java.io.IOException;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What a whole file becomes. */
interface ItemRecords {
    /** Largest content that can be sent. */
    int maxBytes(ContentPlacement placement);

    /** What a user can do who has larger ones. */
    String mend(ContentPlacement placement);

    /** The record of an item. */
    ProducerRecord<byte[], byte[]> of(
            String topic, SourceFile source, String itemId, byte[] content, ContentPlacement.Placed placed)
            throws IOException;
}
