package io.tokenloom.it;

import io.tokenloom.cli.connection.RegistryClients;
import io.tokenloom.reader.decode.TextDecoder;
import io.tokenloom.reader.decode.TokenDecoders;
import io.tokenloom.reader.records.CommittedRecords;
import io.tokenloom.record.Modality;
import io.tokenloom.record.PackedSequence;
import io.tokenloom.record.PlaceholderRange;
import io.tokenloom.record.SourceRef;
import io.tokenloom.record.StreamPosition;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.sequence.PackedSequences;
import io.tokenloom.sequence.PackedSequences.ItemTokens;
import io.tokenloom.wire.AvroRecordReader;
import io.tokenloom.wire.IntList;
import io.tokenloom.wire.SchemaSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Packed sequences as Java reads them, in the words of {@code read_sequences.py}. */
final class ReadSequence {
    private final TokenDecoders decoders;

    private ReadSequence(TokenDecoders decoders) {
        this.decoders = decoders;
    }

    /** A line for each sequence of a topic: all that both readers say of it. */
    static List<String> lines(RunningPlatform running, String topic) {
        List<String> lines = new ArrayList<>();
        try (SchemaSource schemas = RegistryClients.connect(running.connections());
                TokenDecoders decoders =
                        TokenDecoders.of(List.of(), running.routes().tokenizers())) {
            AvroRecordReader<PackedSequence> reader = AvroRecordReader.of(PackedSequence.class, schemas);
            ReadSequence words = new ReadSequence(decoders);
            CommittedRecords records = new CommittedRecords(running.connections());
            records.visit(
                    records.ranges(topic),
                    (ConsumerRecord<byte[], byte[]> record) -> lines.add(words.line(reader.read(record.value()))));
        }
        return lines;
    }

    private String line(PackedSequence sequence) {
        return String.join(
                "\t",
                sequence.getSequenceId(),
                String.format(Locale.ROOT, "%.6f", PackedSequences.fill(sequence)),
                numbers(IntList.array(sequence.getIds())),
                Arrays.stream(PackedSequences.cumulativeLengths(sequence))
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(",")),
                numbers(PackedSequences.positionIds(sequence)),
                PackedSequences.items(sequence).stream().map(this::item).collect(Collectors.joining(",")));
    }

    private String item(ItemTokens item) {
        PlaceholderRange range = item.range();
        SourceRef source = range.getSource();
        boolean text = range.getModality() == Modality.TEXT;
        return String.join(
                "/",
                text ? "text" : pictureModality(range.getStream()),
                source.getTopic(),
                String.valueOf(source.getPartition()),
                String.valueOf(source.getOffset()),
                String.valueOf(source.getPart()),
                String.valueOf(range.getOffset()),
                String.valueOf(range.getLength()),
                text ? text(item) : numbers(positionMajor(item.planes())));
    }

    private static String pictureModality(StreamPosition stream) {
        return stream == null || stream.getPresentationTimestamp() == null ? "image" : "video";
    }

    private String text(ItemTokens item) {
        TextDecoder decoder = (TextDecoder) decoders.find(item.range().getTokenizer());
        TokenSequence record = item.record();
        return Digest.hex(decoder.bytes(record, TextDecoder.ids(record)));
    }

    private static int[] positionMajor(List<TokenPlane> planes) {
        int tokens = planes.get(0).getIds().size();
        int[] ids = new int[tokens * planes.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = planes.get(i % planes.size()).getIds().get(i / planes.size());
        }
        return ids;
    }

    private static String numbers(int[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(numbers).forEach(bytes::putInt);
        return Digest.hex(bytes.array());
    }
}
