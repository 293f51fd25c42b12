package io.tokenloom.cli.ingest;

import io.tokenloom.media.MediaType;
import io.tokenloom.wire.HeaderNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * A whole file as the record's plain value, with headers as in the CloudEvents binding.
 *
 * @param frames place of each frame in its stream, by source id; empty for files that stand alone
 */
record MediaRecords(Map<String, FramePlace> frames) implements ItemRecords {
    /**
     * Where a frame belongs.
     *
     * @param streamKey its folder
     * @param index its rank among the frames of that folder
     */
    record FramePlace(String streamKey, long index) {}

    @Override
    public int maxBytes(ContentPlacement placement) {
        return placement.maxMediaBytes();
    }

    @Override
    public String mend(ContentPlacement placement) {
        return placement.mend();
    }

    @Override
    public ProducerRecord<byte[], byte[]> of(
            String topic, SourceFile source, String itemId, byte[] content, ContentPlacement.Placed placed)
            throws IOException {
        List<Header> headers = new ArrayList<>();
        add(headers, HeaderNames.ITEM_ID, itemId);
        add(headers, HeaderNames.SOURCE_ID, source.id());
        add(headers, HeaderNames.CONTENT_TYPE, MediaType.of(content).mimeType());
        source.content()
                .modified()
                .ifPresent(time -> add(
                        headers,
                        HeaderNames.EVENT_TIME,
                        time.truncatedTo(ChronoUnit.MICROS).toString()));
        DocumentFolder.of(source.id()).ifPresent(document -> add(headers, HeaderNames.CORRELATION_ID, document));
        String key = source.id();
        Optional<FramePlace> place = Optional.ofNullable(frames.get(source.id()));
        if (place.isPresent()) {
            key = place.get().streamKey();
            add(headers, HeaderNames.STREAM_KEY, key);
            add(headers, HeaderNames.FRAME_INDEX, Long.toString(place.get().index()));
        }
        headers.addAll(placed.headers());
        return new ProducerRecord<>(topic, null, null, key.getBytes(StandardCharsets.UTF_8), placed.carried(), headers);
    }

    private static void add(List<Header> headers, String name, String value) {
        headers.add(new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8)));
    }
}
