package io.tokenloom.it;

import io.tokenloom.connection.Connections;
import io.tokenloom.reader.PlaceholderRange;
import io.tokenloom.reader.ReadOptions;
import io.tokenloom.reader.TokenItem;
import io.tokenloom.reader.TokenReader;
import io.tokenloom.reader.decode.DecodedPart;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Items as the Java reader gives them, in the words of {@code read_topic.py}. */
final class ReadItem {
    private ReadItem() {}

    /** A line for each item of a topic: all that both readers say of it. */
    static List<String> lines(Connections connections, String topic) {
        List<String> lines = new ArrayList<>();
        try (TokenReader reader = TokenReader.open(connections, topic, ReadOptions.DEFAULT)) {
            reader.forEach(item -> lines.add(line(item)));
        }
        return lines;
    }

    private static String line(TokenItem item) {
        String pictures = item.placeholders().stream().map(ReadItem::text).collect(Collectors.joining(","));
        List<Object> fields = new ArrayList<>(
                List.of(item.source(), item.itemId(), item.parts().size(), item.count(), ids(item), pictures));
        if (pictures.isEmpty()) {
            DecodedPart text = item.decode();
            fields.addAll(List.of(Digest.hex(text.bytes()), text.exact()));
        } else {
            fields.addAll(List.of(ids(item.toAtMost(17)), ids(item.toBytes(24))));
        }
        return fields.stream().map(Object::toString).collect(Collectors.joining("\t"));
    }

    private static String text(PlaceholderRange range) {
        return range.modality() + "/" + range.item() + "/" + range.offset() + "/" + range.length();
    }

    private static String ids(TokenItem item) {
        int[] ids = item.positionMajor();
        ByteBuffer bytes = ByteBuffer.allocate(ids.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(ids).forEach(bytes::putInt);
        return Digest.hex(bytes.array());
    }
}
