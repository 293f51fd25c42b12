package io.tokenloom.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import io.confluent.kafka.schemaregistry.ParsedSchemaHolder;
import io.confluent.kafka.schemaregistry.SimpleParsedSchemaHolder;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.tokenloom.wire.Subjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every record type against every version of its schema that {@code src/main/avro-history} keeps, with the check that the
 * registry makes for FULL_TRANSITIVE. A changed schema needs a new version there; run the build with
 * {@code -Dtokenloom.schema-history=add} to have it written.
 */
class SchemaCompatibilityTest {
    private static final Path SOURCES = Path.of("src/main/avro");
    private static final Path HISTORY = Path.of("src/main/avro-history");
    private static final String HISTORY_SWITCH = "tokenloom.schema-history";

    static Stream<Class<? extends SpecificRecord>> records() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".avsc"))
                    .map(name -> name.substring(0, name.length() - ".avsc".length()))
                    .sorted()
                    .<Class<? extends SpecificRecord>>map(SchemaCompatibilityTest::recordClass)
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    void newestVersionInTheHistoryIsTheSchemaItself(Class<? extends SpecificRecord> type) throws IOException {
        Schema schema = Subjects.portableSchema(type);
        int newest = newestVersion(schema);
        // As text, for documentation makes a new version in the registry too.
        if (newest > 0 && read(versionFile(schema, newest)).toString().equals(schema.toString())) {
            return;
        }
        Path next = versionFile(schema, newest + 1);
        if ("add".equals(System.getProperty(HISTORY_SWITCH))) {
            Files.createDirectories(next.getParent());
            Files.writeString(next, schema.toString(true) + "\n");
            return;
        }
        fail(
                "%s is not version %d of its history. Keep the new version: run this test with -D%s=add and commit"
                        + " schemas/%s. Change no earlier file.",
                schema.getFullName(), newest, HISTORY_SWITCH, next);
    }

    @ParameterizedTest
    @MethodSource("records")
    void everyVersionCanBeReadAsEveryOther(Class<? extends SpecificRecord> type) throws IOException {
        Schema schema = Subjects.portableSchema(type);
        List<ParsedSchemaHolder> earlier = new ArrayList<>();
        for (int version = 1; version <= newestVersion(schema); version++) {
            earlier.add(new SimpleParsedSchemaHolder(new AvroSchema(read(versionFile(schema, version)))));
        }

        assertThat(new AvroSchema(schema).isCompatible(CompatibilityLevel.FULL_TRANSITIVE, earlier))
                .as(
                        "%s must stay readable in both directions: add fields with a default, remove only such fields,"
                                + " rename or retype nothing",
                        schema.getFullName())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("records")
    void everyEnumHasADefaultSoThatItCanGrow(Class<? extends SpecificRecord> type) {
        visit(Subjects.portableSchema(type), new HashSet<>(), part -> {
            if (part.getType() == Schema.Type.ENUM) {
                assertThat(part.getEnumDefault()).as(part.getFullName()).isNotNull();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("records")
    void unionsOnlyMakeAFieldOptionalSoThatNoneHasToGrow(Class<? extends SpecificRecord> type) {
        visit(Subjects.portableSchema(type), new HashSet<>(), part -> {
            if (part.getType() == Schema.Type.UNION) {
                assertThat(part.getTypes()).as("%s", part).hasSize(2);
                assertThat(part.getTypes().get(0).getType()).as("%s", part).isEqualTo(Schema.Type.NULL);
            }
        });
    }

    private static Class<? extends SpecificRecord> recordClass(String name) {
        try {
            return Class.forName("io.tokenloom.record." + name).asSubclass(SpecificRecord.class);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "src/main/avro/" + name + ".avsc must define the record io.tokenloom.record." + name + ".", e);
        }
    }

    private static int newestVersion(Schema schema) {
        int version = 0;
        while (Files.exists(versionFile(schema, version + 1))) {
            version++;
        }
        return version;
    }

    private static Path versionFile(Schema schema, int version) {
        return HISTORY.resolve(schema.getFullName()).resolve("v" + version + ".avsc");
    }

    private static Schema read(Path file) throws IOException {
        return new Schema.Parser().parse(Files.readString(file));
    }

    private static void visit(Schema schema, Set<String> seen, Consumer<Schema> check) {
        check.accept(schema);
        switch (schema.getType()) {
            case RECORD -> {
                if (seen.add(schema.getFullName())) {
                    schema.getFields().forEach(field -> visit(field.schema(), seen, check));
                }
            }
            case ARRAY -> visit(schema.getElementType(), seen, check);
            case MAP -> visit(schema.getValueType(), seen, check);
            case UNION -> schema.getTypes().forEach(part -> visit(part, seen, check));
            default -> {
                // Nothing inside.
            }
        }
    }
}
