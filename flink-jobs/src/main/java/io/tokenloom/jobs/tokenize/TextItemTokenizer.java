package io.tokenloom.jobs.tokenize;

import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.record.TextItem;
import io.tokenloom.text.TextTokenizer;
import io.tokenloom.wire.AvroRecordReader;
import io.tokenloom.wire.SchemaSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tokenizes texts and lines. Not thread-safe. */
final class TextItemTokenizer implements ItemTokenizer {
    private final TextInputReader reader;
    private final TokenRecords records;
    private final Optional<SchemaSource> schemas;

    /**
     * What a source record became before anything was merged.
     *
     * @param eventTime of the item
     * @param parts in order
     */
    record Tokenized(Instant eventTime, List<TokenRecords.Part> parts) {
        long tokens() {
            long tokens = 0;
            for (TokenRecords.Part part : parts) {
                tokens += part.tokens();
            }
            return tokens;
        }

        long bytes() {
            long bytes = 0;
            for (TokenRecords.Part part : parts) {
                bytes += part.bytes();
            }
            return bytes;
        }
    }

    TextItemTokenizer(
            PlannedRoute route,
            TextTokenizer tokenizer,
            ClaimedContents claimed,
            Map<String, String> schemaRegistry,
            Optional<TokenItems> items) {
        this.records = new TokenRecords(tokenizer, route, items);
        this.schemas =
                route.readsFramedRecords() ? Optional.of(SchemaSource.connect(schemaRegistry)) : Optional.empty();
        this.reader = switch (route.route().format()) {
            case AVRO -> new AvroTextReader(AvroRecordReader.of(TextItem.class, schemas.orElseThrow()), claimed);
            case BYTES -> new TextInputReader.OfBytes(claimed);
            case LINES -> new TextInputReader.OfLines(claimed);
        };
    }

    @Override
    public Made tokenize(SourceRecord source) {
        Tokenized made = parts(source);
        List<byte[]> values = new ArrayList<>(made.parts().size());
        for (TokenRecords.Part part : made.parts()) {
            values.add(part.value());
        }
        return new Made(values, made.tokens(), made.bytes());
    }

    /**
     * The same, part by part.
     *
     * @throws TokenizationException as {@link #tokenize}
     */
    Tokenized parts(SourceRecord source) {
        TextInput input = reader.read(source);
        return new Tokenized(input.eventTime(), records.of(source, input));
    }

    @Override
    public void close() {
        schemas.ifPresent(SchemaSource::close);
    }
}
