package io.tokenloom.reader.records;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.FailureStage;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.reader.ReaderException;
import io.tokenloom.record.ItemHeader;
import io.tokenloom.record.TextItem;
import io.tokenloom.wire.AvroFieldReader;
import io.tokenloom.wire.ConfluentFraming;
import io.tokenloom.wire.HeaderNames;
import io.tokenloom.wire.SchemaSource;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Which item a dead letter is of: its header or its Avro record says so, else the source's address. Not thread-safe. */
public final class DeadLetterItems {
    private final AvroFieldReader<ItemHeader> headers;

    /** Reads with these schemas, which stay the caller's to close. */
    public DeadLetterItems(SchemaSource schemas) {
        this.headers = AvroFieldReader.of(TextItem.class, "header", ItemHeader.class, schemas);
    }

    /**
     * The item id.
     *
     * @throws ReaderException "unreachable" if the schema registry does not answer
     */
    public String id(ConsumerRecord<byte[], byte[]> read, DeadLetter letter) {
        return RecordHeaders.text(read, HeaderNames.ITEM_ID)
                .or(() -> mayBeAvro(read.value(), letter) ? avroId(read.value()) : Optional.empty())
                .orElse(letter.source().toString());
    }

    /** Asking the registry for ids that it does not know, once for each dead letter, would take hours. */
    private static boolean mayBeAvro(byte[] value, DeadLetter letter) {
        return value != null
                && value.length > ConfluentFraming.HEADER_BYTES
                && value[0] == ConfluentFraming.MAGIC
                && !letter.stage().equals(text(FailureStage.FRAMING))
                && !letter.stage().equals(text(FailureStage.SCHEMA));
    }

    private static String text(FailureStage stage) {
        return stage.name().toLowerCase(Locale.ROOT);
    }

    private Optional<String> avroId(byte[] value) {
        try {
            return Optional.of(headers.read(value).getItemId());
        } catch (TokenizationException e) {
            if (e.code() == FailureCode.SCHEMA_UNAVAILABLE) {
                throw ReaderException.unreachable(e.getMessage(), e);
            }
            return Optional.empty();
        }
    }
}
