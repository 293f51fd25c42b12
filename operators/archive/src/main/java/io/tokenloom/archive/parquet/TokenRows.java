package io.tokenloom.archive.parquet;

import io.tokenloom.archive.ArchivedRecord;
import io.tokenloom.archive.Origins;
import io.tokenloom.archive.Sample;
import io.tokenloom.record.Geometry;
import io.tokenloom.record.StreamPosition;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.token.TokenPlanes;
import io.tokenloom.wire.IntList;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * Token records as rows: the columns that trainers look for by name, what one selects by, and in {@code record} all that a
 * token record says besides its ids, as Avro. Not thread-safe: buffers are used again.
 */
final class TokenRows {
    static final String IDS = "input_ids";
    static final String KEY = "source";
    static final String TIME = "event_time";

    /** Columns whose values follow from those before them, or begin as they do, and hardly ever come again. */
    static final Set<String> FOLLOWING =
            Set.of("attention_mask.list.element", "position_ids.list.element", "offset", "item_id", "record");

    private static final Schema TIMESTAMP = LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
    private static final int FIELDS = TokenSequence.getClassSchema().getFields().size();
    private static final Schema INTS = Schema.createArray(Schema.create(Schema.Type.INT));

    /** Columns that say where a sample comes from. */
    static final Schema ORIGIN = schema(false, false);

    /** Columns of a {@link Sample}. */
    static final Schema SAMPLE = schema(true, false);

    /** All columns. */
    static final Schema ROW = schema(true, true);

    private final SpecificDatumWriter<TokenSequence> writer = new SpecificDatumWriter<>(TokenSequence.getClassSchema());
    private final SpecificDatumReader<TokenSequence> reader = new SpecificDatumReader<>(TokenSequence.getClassSchema());
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private final TokenSequence header = new TokenSequence();
    private List<TokenPlane> emptied = List.of();
    private BinaryEncoder encoder;
    private BinaryDecoder decoder;

    private static Schema schema(boolean ids, boolean all) {
        SchemaBuilder.FieldAssembler<Schema> fields =
                SchemaBuilder.record("Tokens").namespace("io.tokenloom.archive").fields();
        if (ids) {
            fields = fields.name(IDS).type(INTS).noDefault();
        }
        if (all) {
            fields = fields.name("attention_mask")
                    .type(INTS)
                    .noDefault()
                    .name("position_ids")
                    .type(INTS)
                    .noDefault()
                    .name("image_grid_thw")
                    .type(Schema.createUnion(Schema.create(Schema.Type.NULL), INTS))
                    .withDefault(null);
        }
        fields = fields.requiredString(KEY)
                .requiredString("item_id")
                .requiredString("topic")
                .requiredInt("partition")
                .requiredLong("offset")
                .requiredInt("part")
                .requiredInt("parts")
                .name(TIME)
                .type(TIMESTAMP)
                .noDefault()
                .requiredString("tokenizer")
                .requiredString("vocabulary_delta");
        if (all) {
            fields = fields.optionalString("correlation_id")
                    .optionalString("stream_key")
                    .optionalLong("frame_index")
                    .optionalLong("presentation_timestamp")
                    .requiredBytes("record");
        }
        return fields.endRecord();
    }

    GenericRecord row(ArchivedRecord record) {
        TokenSequence tokens = record.tokens();
        GenericRecord row = new GenericData.Record(ROW);
        List<Integer> ids = tokens.getPlanes().size() == 1
                ? tokens.getPlanes().get(0).getIds()
                : IntList.of(TokenPlanes.positionMajor(tokens.getPlanes()));
        row.put(IDS, ids);
        row.put("attention_mask", IntList.of(ones(ids.size())));
        row.put("position_ids", IntList.of(positions(ids.size())));
        Geometry geometry = tokens.getGeometry();
        if (geometry != null) {
            row.put(
                    "image_grid_thw",
                    List.of(geometry.getGridTime(), geometry.getGridHeight(), geometry.getGridWidth()));
        }
        put(row, Origins.of(record));
        row.put("correlation_id", tokens.getCorrelationId());
        StreamPosition stream = tokens.getStream();
        if (stream != null) {
            row.put("stream_key", stream.getStreamKey());
            row.put("frame_index", stream.getFrameIndex());
            row.put("presentation_timestamp", stream.getPresentationTimestamp());
        }
        row.put("record", ByteBuffer.wrap(withoutIds(tokens)));
        return row;
    }

    /** Puts where a sample comes from into a row that has these columns. */
    static void put(GenericRecord row, Sample.Origin origin) {
        row.put(KEY, origin.key());
        row.put("item_id", origin.itemId());
        row.put("topic", origin.topic());
        row.put("partition", origin.partition());
        row.put("offset", origin.offset());
        row.put("part", origin.part());
        row.put("parts", origin.parts());
        row.put(TIME, origin.eventTime());
        row.put("tokenizer", origin.tokenizer());
        row.put("vocabulary_delta", origin.vocabularyDelta());
    }

    static Sample.Origin origin(GenericRecord row) {
        return new Sample.Origin(
                row.get(KEY).toString(),
                row.get("item_id").toString(),
                row.get("topic").toString(),
                (Integer) row.get("partition"),
                (Long) row.get("offset"),
                (Integer) row.get("part"),
                (Integer) row.get("parts"),
                (Long) row.get(TIME),
                row.get("tokenizer").toString(),
                row.get("vocabulary_delta").toString());
    }

    static Sample sample(GenericRecord row) {
        return new Sample(Optional.of(origin(row)), ids(row));
    }

    private static int[] ids(GenericRecord row) {
        List<?> ids = (List<?>) row.get(IDS);
        int[] numbers = new int[ids.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (Integer) ids.get(i);
        }
        return numbers;
    }

    ArchivedRecord record(GenericRecord row) {
        ByteBuffer bytes = (ByteBuffer) row.get("record");
        try {
            decoder = DecoderFactory.get()
                    .binaryDecoder(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining(), decoder);
            TokenSequence tokens = reader.read(null, decoder);
            tokens.setPlanes(TokenPlanes.fromPositionMajor(ids(row), tokens.getPlanes()));
            return new ArchivedRecord(row.get(KEY).toString(), tokens);
        } catch (IOException e) {
            throw new UncheckedIOException("the column \"record\" is no token record", e);
        }
    }

    private byte[] withoutIds(TokenSequence tokens) {
        for (int i = 0; i < FIELDS; i++) {
            header.put(i, tokens.get(i));
        }
        header.setPlanes(withoutIds(tokens.getPlanes()));
        try {
            buffer.reset();
            encoder = EncoderFactory.get().binaryEncoder(buffer, encoder);
            writer.write(header, encoder);
            encoder.flush();
            return buffer.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("memory can be written", e);
        }
    }

    /** Most records have the planes of the one before. */
    private List<TokenPlane> withoutIds(List<TokenPlane> planes) {
        boolean same = planes.size() == emptied.size();
        for (int i = 0; same && i < planes.size(); i++) {
            same = planes.get(i).getVocabularySize() == emptied.get(i).getVocabularySize()
                    && planes.get(i).getName().equals(emptied.get(i).getName());
        }
        if (!same) {
            emptied = planes.stream()
                    .map(plane -> new TokenPlane(plane.getName(), List.of(), plane.getVocabularySize()))
                    .toList();
        }
        return emptied;
    }

    private static int[] ones(int size) {
        int[] ones = new int[size];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static int[] positions(int size) {
        int[] positions = new int[size];
        Arrays.setAll(positions, position -> position);
        return positions;
    }
}
