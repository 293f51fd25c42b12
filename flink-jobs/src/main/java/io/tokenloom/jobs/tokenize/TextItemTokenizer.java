package io.tokenloom.jobs.tokenize;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.record.TextItem;
import io.tokenloom.wire.AvroRecordReader;
import io.tokenloom.wire.SchemaSource;
import java.util.Map;
import java.util.Optional;

/** Tokenizes texts and lines. Not thread-safe. */
final class TextItemTokenizer implements ItemTokenizer {
    private final TextInputReader reader;
    private final TokenRecords records;
    private final Optional<SchemaSource> schemas;

    TextItemTokenizer(
            PlannedRoute route, TextBundle bundle, ClaimedContents claimed, Map<String, String> schemaRegistry) {
        this.records = new TokenRecords(bundle, route);
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
        return records.of(source, reader.read(source));
    }

    @Override
    public void close() {
        schemas.ifPresent(SchemaSource::close);
    }
}
