package io.tokenloom.jobs.tokenize;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.record.Trust;
import io.tokenloom.wire.HeaderNames;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/** Finds the text in a source record. Not thread-safe. */
sealed interface TextInputReader permits AvroTextReader, TextInputReader.OfBytes, TextInputReader.OfLines {
    /**
     * The text in a record whose value is not null.
     *
     * @throws TokenizationException if there is none that can be read
     */
    TextInput read(SourceRecord source);

    /** The value, or what its claim check is of, is the text; the header {@value HeaderNames#CONTENT_TYPE} says that it is one. */
    record OfBytes(ClaimedContents claimed) implements TextInputReader {
        @Override
        public TextInput read(SourceRecord source) {
            String contentType = source.header(HeaderNames.CONTENT_TYPE)
                    .orElseThrow(() -> new TokenizationException(
                            FailureCode.CONTENT_TYPE,
                            "The record has no header " + HeaderNames.CONTENT_TYPE
                                    + ". Send it with one, such as text/plain; charset=utf-8, or set the route's format"
                                    + " to lines."));
            TextMediaType.require(contentType);
            return plain(source, claimed);
        }
    }

    /** The value, or what its claim check is of, is one line of text with its line ending. */
    record OfLines(ClaimedContents claimed) implements TextInputReader {
        @Override
        public TextInput read(SourceRecord source) {
            return plain(source, claimed);
        }
    }

    private static TextInput plain(SourceRecord source, ClaimedContents claimed) {
        byte[] content = claimed.of(source, source.value().length).orElse(source.value());
        requireContent(content);
        return new TextInput(
                source.header(HeaderNames.ITEM_ID).orElseGet(source::address),
                source.header(HeaderNames.CORRELATION_ID),
                eventTime(source),
                Trust.UNTRUSTED,
                content);
    }

    /** @throws TokenizationException EMPTY for no bytes */
    static void requireContent(byte[] content) {
        if (content.length == 0) {
            throw new TokenizationException(
                    FailureCode.EMPTY, "The content has no bytes. Send some, or a tombstone (a null value).");
        }
    }

    /** The Kafka timestamp, for items whose producer gives no event time. */
    static Instant kafkaTime(SourceRecord source) {
        return Instant.ofEpochMilli(Math.max(0, source.timestamp()));
    }

    /** What the header {@value HeaderNames#EVENT_TIME} says, else the Kafka timestamp. */
    static Instant eventTime(SourceRecord source) {
        return source.header(HeaderNames.EVENT_TIME)
                .map(text -> time(text, source))
                .orElseGet(() -> kafkaTime(source));
    }

    /** A time that can't be read must not cost the item: the Kafka timestamp stands in. */
    private static Instant time(String text, SourceRecord source) {
        try {
            return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            return kafkaTime(source);
        }
    }
}
