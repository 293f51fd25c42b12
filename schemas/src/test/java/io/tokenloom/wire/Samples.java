package io.tokenloom.wire;

import io.tokenloom.record.ItemHeader;
import io.tokenloom.record.TextItem;
import io.tokenloom.record.Trust;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Records for tests. */
final class Samples {
    private Samples() {}

    static TextItem text(String content) {
        ItemHeader header = ItemHeader.newBuilder()
                .setSourceId("notes/größe.txt")
                .setItemId("item-1")
                .setEventTime(Instant.parse("2026-03-04T05:06:07.123456Z"))
                .setContentType("text/plain; charset=utf-8")
                .setTrust(Trust.TRUSTED)
                .build();
        return TextItem.newBuilder()
                .setHeader(header)
                .setContent(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)))
                .build();
    }
}
