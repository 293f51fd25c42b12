package io.tokenloom.archive.compact;

import java.util.Arrays;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaBuilder.FieldAssembler;

/** The columns of a file's rows. */
final class BlockSchema {
    static final String BLOCK = "block";
    static final String FIRST_KEY = "first_key";
    static final String LAST_KEY = "last_key";
    static final String FIRST_TIME = "first_time";
    static final String LAST_TIME = "last_time";
    static final String FIRST_OFFSET = "first_offset";
    static final String LAST_OFFSET = "last_offset";
    static final String ITEMS = "items";
    static final String IDS = "ids";

    static final String DISTINCT = "distinct";
    static final String LINES = "lines";

    static final String KEY = "key";
    static final String TOPIC = "topic";
    static final String PARTITION = "partition";
    static final String OFFSET = "offset";
    static final String PART = "part";
    static final String PARTS = "parts";
    /** Microseconds that the times of a block's items are whole multiples of. */
    static final String TIME_UNIT = "time_unit";

    static final String TIME = "time";
    /** Null where the item id is the address of the item's record. */
    static final String ID_PREFIX = "id_prefix";
    /** Null where the item id has no number at its end. */
    static final String ID_STEP = "id_step";

    static final String VOCABULARY_DELTA = "vocabulary_delta";

    /** Whose numbers rise, or are distinct: a dictionary of them would be in the way. */
    static final Set<String> RISING = Set.of(
            "distinct.list.element", "lines", "offset.list.element", "time.list.element", "id_step.list.element");

    /** All columns. */
    static final Schema ALL = all();

    /** What is told of a block as a whole. */
    static final Schema DIRECTORY =
            only(BLOCK, FIRST_KEY, LAST_KEY, FIRST_TIME, LAST_TIME, FIRST_OFFSET, LAST_OFFSET, ITEMS, IDS);

    /** What a search wants to know before it reads a block. */
    static final Schema SETS = only(BLOCK, DISTINCT);

    private BlockSchema() {}

    private static Schema all() {
        FieldAssembler<Schema> fields = SchemaBuilder.record("Block")
                .namespace("io.tokenloom.archive")
                .fields()
                .requiredLong(BLOCK)
                .requiredString(FIRST_KEY)
                .requiredString(LAST_KEY)
                .requiredLong(FIRST_TIME)
                .requiredLong(LAST_TIME)
                .requiredLong(FIRST_OFFSET)
                .requiredLong(LAST_OFFSET)
                .requiredInt(ITEMS)
                .requiredInt(IDS)
                .requiredBytes(LINES)
                .requiredLong(TIME_UNIT);
        Schema string = Schema.create(Schema.Type.STRING);
        Schema number = Schema.create(Schema.Type.INT);
        Schema large = Schema.create(Schema.Type.LONG);
        list(fields, DISTINCT, number);
        list(fields, KEY, string);
        list(fields, TOPIC, string);
        list(fields, PARTITION, number);
        list(fields, OFFSET, large);
        list(fields, PART, number);
        list(fields, PARTS, number);
        list(fields, TIME, large);
        list(fields, ID_PREFIX, orNull(string));
        list(fields, ID_STEP, orNull(large));
        list(fields, VOCABULARY_DELTA, string);
        return fields.endRecord();
    }

    private static void list(FieldAssembler<Schema> fields, String name, Schema element) {
        fields.name(name).type(Schema.createArray(element)).noDefault();
    }

    private static Schema orNull(Schema schema) {
        return Schema.createUnion(Schema.create(Schema.Type.NULL), schema);
    }

    private static Schema only(String... names) {
        return Schema.createRecord(
                ALL.getName(),
                null,
                ALL.getNamespace(),
                false,
                Arrays.stream(names)
                        .map(ALL::getField)
                        .map(field -> new Schema.Field(field.name(), field.schema()))
                        .toList());
    }
}
