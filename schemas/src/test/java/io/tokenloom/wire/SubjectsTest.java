package io.tokenloom.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.record.TextItem;
import io.tokenloom.record.TokenSequence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SubjectsTest {
    private static final String TOPIC = "media.text.raw.v1";
    private static final String SUBJECT = "media.text.raw.v1-value";

    private LocalRegistry registry;
    private SchemaSource schemas;
    private Subjects subjects;

    @BeforeEach
    void startRegistry() {
        registry = LocalRegistry.start();
        schemas = SchemaSource.connect(registry.settings());
        subjects = new Subjects(schemas);
    }

    @AfterEach
    void stopRegistry() {
        schemas.close();
        registry.close();
    }

    @Test
    void registersUnderTheTopicsNameWithFullTransitiveCompatibility() {
        int schemaId = subjects.register(TOPIC, TextItem.class);

        assertThat(registry.level(SUBJECT)).isEqualTo("FULL_TRANSITIVE");
        assertThat(schemas.writerSchema(schemaId)).isEqualTo(Subjects.portableSchema(TextItem.class));
    }

    @Test
    void registersTheSchemaWithoutWhatJavaAdds() {
        assertThat(TextItem.getClassSchema().toString()).contains("avro.java.string");
        assertThat(Subjects.portableSchema(TextItem.class).toString())
                .doesNotContain("avro.java.string")
                .contains("timestamp-micros")
                .contains("\"doc\"");
    }

    @Test
    void givesTheSameIdWhenDoneAgain() {
        int first = subjects.register(TOPIC, TextItem.class);
        try (SchemaSource another = SchemaSource.connect(registry.settings())) {
            assertThat(new Subjects(another).register(TOPIC, TextItem.class)).isEqualTo(first);
        }
    }

    @Test
    void namesTheRecordsOfATopic() {
        assertThat(subjects.recordName(TOPIC)).isEmpty();
        subjects.register(TOPIC, TextItem.class);
        assertThat(subjects.recordName(TOPIC)).contains("io.tokenloom.record.TextItem");
    }

    @Test
    void setsTheLevelAfterwardsWhereTheRegistryWantsASchemaFirst() {
        registry.setPolicy(LocalRegistry.CompatibilityPolicy.ONLY_FOR_KNOWN_SUBJECTS);

        subjects.register(TOPIC, TextItem.class);

        assertThat(registry.level(SUBJECT)).isEqualTo("FULL_TRANSITIVE");
    }

    @Test
    void tellsWhenTheRegistryDoesNotKeepTheLevel() {
        registry.setPolicy(LocalRegistry.CompatibilityPolicy.FORGETS_LEVELS);

        TokenizationException failure =
                catchThrowableOfType(TokenizationException.class, () -> subjects.register(TOPIC, TextItem.class));

        assertThat(failure).hasMessageContaining(SUBJECT).hasMessageContaining("FULL_TRANSITIVE");
    }

    @Test
    void namesTheSubjectAndTheRegistrysReasonForARefusal() {
        subjects.register(TOPIC, TextItem.class);

        TokenizationException failure =
                catchThrowableOfType(TokenizationException.class, () -> subjects.register(TOPIC, TokenSequence.class));

        assertThat(failure.code()).isEqualTo(FailureCode.UNEXPECTED_SCHEMA);
        assertThat(failure).hasMessageContaining(SUBJECT).hasMessageContaining("NAME_MISMATCH");
    }

    @Test
    void looksUpWithoutWriting() {
        int schemaId = subjects.register(TOPIC, TextItem.class);
        int before = registry.requests().size();

        try (SchemaSource another = SchemaSource.connect(registry.settings())) {
            assertThat(new Subjects(another).lookUp(TOPIC, TextItem.class)).isEqualTo(schemaId);
        }

        assertThat(registry.requests().subList(before, registry.requests().size()))
                .containsExactly("POST /subjects/" + SUBJECT);
    }

    @Test
    void tellsWhatToDoAboutASchemaThatIsNotRegistered() {
        TokenizationException failure =
                catchThrowableOfType(TokenizationException.class, () -> subjects.lookUp(TOPIC, TextItem.class));

        assertThat(failure.code()).isEqualTo(FailureCode.UNKNOWN_SCHEMA);
        assertThat(failure).hasMessageContaining(SUBJECT).hasMessageContaining("provisioning");
    }

    @Test
    void callsASilentRegistryUnavailable() {
        registry.close();

        TokenizationException failure =
                catchThrowableOfType(TokenizationException.class, () -> subjects.register(TOPIC, TextItem.class));

        assertThat(failure.code()).isEqualTo(FailureCode.SCHEMA_UNAVAILABLE);
    }
}
