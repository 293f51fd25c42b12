package io.tokenloom.jobs.tokenize;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.record.FrameItem;
import io.tokenloom.record.ImageItem;
import io.tokenloom.record.ItemHeader;
import io.tokenloom.record.VideoItem;
import io.tokenloom.wire.AvroRecordReader;
import io.tokenloom.wire.HeaderNames;
import io.tokenloom.wire.SchemaSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Finds the picture or video in a source record. Not thread-safe. */
sealed interface MediaInputReader {
    /**
     * The item in a record whose value is not null.
     *
     * @throws TokenizationException if there is none that can be read
     */
    MediaInput read(SourceRecord source);

    /** The reader of a route. */
    static MediaInputReader of(PlannedRoute route, ClaimedContents claimed, Optional<SchemaSource> schemas) {
        if (!route.readsFramedRecords()) {
            return new OfBytes(claimed);
        }
        SchemaSource known = schemas.orElseThrow();
        return switch (route.route().item()) {
            case IMAGE -> new OfImages(AvroRecordReader.of(ImageItem.class, known), claimed);
            case FRAME -> new OfFrames(AvroRecordReader.of(FrameItem.class, known), claimed);
            case VIDEO -> new OfVideos(AvroRecordReader.of(VideoItem.class, known), claimed);
            case TEXT -> throw new IllegalArgumentException("texts are not media");
        };
    }

    /** The value, or what its claim check is of, is the item; headers say the rest. */
    record OfBytes(ClaimedContents claimed) implements MediaInputReader {
        @Override
        public MediaInput read(SourceRecord source) {
            byte[] content = claimed.of(source, source.value().length).orElse(source.value());
            TextInputReader.requireContent(content);
            return new MediaInput(
                    source.header(HeaderNames.ITEM_ID).orElseGet(source::address),
                    source.header(HeaderNames.CORRELATION_ID),
                    TextInputReader.eventTime(source),
                    new MediaInput.StreamPlace(
                            source.header(HeaderNames.STREAM_KEY)
                                    .or(() -> Optional.ofNullable(source.key())
                                            .map(key -> new String(key, StandardCharsets.UTF_8)))
                                    .or(() -> source.header(HeaderNames.SOURCE_ID))
                                    .orElseGet(source::address),
                            number(source, HeaderNames.FRAME_INDEX),
                            number(source, HeaderNames.PRESENTATION_TIMESTAMP)),
                    content);
        }

        private static OptionalLong number(SourceRecord source, String header) {
            Optional<String> text = source.header(header);
            try {
                return text.isPresent() ? OptionalLong.of(Long.parseLong(text.get())) : OptionalLong.empty();
            } catch (NumberFormatException e) {
                throw new TokenizationException(
                        FailureCode.FRAME_POSITION,
                        "The header " + header + " is no whole number. Mend the producer.",
                        e);
            }
        }
    }

    /** The value is a framed {@code ImageItem}. */
    record OfImages(AvroRecordReader<ImageItem> reader, ClaimedContents claimed) implements MediaInputReader {
        @Override
        public MediaInput read(SourceRecord source) {
            ImageItem item = reader.read(source.value());
            return input(
                    source,
                    item.getHeader(),
                    new MediaInput.StreamPlace(
                            item.getHeader().getSourceId(), OptionalLong.empty(), OptionalLong.empty()),
                    item.getContent(),
                    claimed);
        }
    }

    /** The value is a framed {@code FrameItem}. */
    record OfFrames(AvroRecordReader<FrameItem> reader, ClaimedContents claimed) implements MediaInputReader {
        @Override
        public MediaInput read(SourceRecord source) {
            FrameItem item = reader.read(source.value());
            Long timestamp = item.getPresentationTimestamp();
            return input(
                    source,
                    item.getHeader(),
                    new MediaInput.StreamPlace(
                            item.getStreamKey(),
                            OptionalLong.of(item.getFrameIndex()),
                            timestamp == null ? OptionalLong.empty() : OptionalLong.of(timestamp)),
                    item.getContent(),
                    claimed);
        }
    }

    /** The value is a framed {@code VideoItem}. */
    record OfVideos(AvroRecordReader<VideoItem> reader, ClaimedContents claimed) implements MediaInputReader {
        @Override
        public MediaInput read(SourceRecord source) {
            VideoItem item = reader.read(source.value());
            return input(
                    source,
                    item.getHeader(),
                    new MediaInput.StreamPlace(item.getStreamKey(), OptionalLong.empty(), OptionalLong.empty()),
                    item.getContent(),
                    claimed);
        }
    }

    private static MediaInput input(
            SourceRecord source,
            ItemHeader header,
            MediaInput.StreamPlace place,
            ByteBuffer content,
            ClaimedContents claimed) {
        byte[] carried = new byte[content.remaining()];
        content.duplicate().get(carried);
        byte[] whole = claimed.of(source, carried.length).orElse(carried);
        TextInputReader.requireContent(whole);
        Instant time = header.getEventTime();
        return new MediaInput(
                Optional.ofNullable(header.getItemId()).orElseGet(source::address),
                Optional.ofNullable(header.getCorrelationId()),
                time == null ? TextInputReader.kafkaTime(source) : time,
                place,
                whole);
    }
}
