package io.tokenloom.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.record.ContentDigest;
import io.tokenloom.record.SourceRef;
import io.tokenloom.record.TextItem;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerFingerprint;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AvroFieldReaderTest {
    private static final String TOPIC = "tokens.text.v1";
    private static final SourceRef SOURCE = new SourceRef("logs.raw.v1", 1, 42L, 0, 3);

    private LocalRegistry registry;
    private SchemaSource schemas;
    private byte[] framed;

    @BeforeEach
    void startRegistry() {
        registry = LocalRegistry.start();
        schemas = SchemaSource.connect(registry.settings());
        int schemaId = new Subjects(schemas).register(TOPIC, TokenSequence.class);
        framed = AvroRecordWriter.of(TokenSequence.class, schemaId).write(tokens());
    }

    @AfterEach
    void stopRegistry() {
        schemas.close();
        registry.close();
    }

    @Test
    void readsTheFirstFieldAndFieldsBehindOthers() {
        assertThat(field("source", SourceRef.class).read(framed)).isEqualTo(SOURCE);
        assertThat(field("itemId", String.class).read(framed)).isEqualTo("app.log@7");
        assertThat(field("eventTime", Instant.class).read(framed)).isEqualTo(Instant.EPOCH);
        assertThat(field("vocabularyVersion", Integer.class).read(framed)).isZero();
    }

    @Test
    void neverLooksBehindTheField() {
        byte[] half = Arrays.copyOf(framed, framed.length / 2);

        assertThat(field("source", SourceRef.class).read(half)).isEqualTo(SOURCE);
    }

    @Test
    void refusesABodyThatEndsWithinTheField() {
        AvroFieldReader<SourceRef> reader = field("source", SourceRef.class);
        for (int length = 0; length < 5 + 12; length++) {
            byte[] cut = Arrays.copyOf(framed, length);
            assertThat(catchThrowableOfType(TokenizationException.class, () -> reader.read(cut))
                            .code())
                    .isEqualTo(FailureCode.TRUNCATED_RECORD);
        }
    }

    @Test
    void refusesARecordOfAnotherType() {
        int other = registry.add(
                "other", "AVRO", Subjects.portableSchema(TextItem.class).toString());
        byte[] foreign = AvroRecordWriter.of(TextItem.class, other).write(Samples.text("a"));

        assertThat(catchThrowableOfType(TokenizationException.class, () -> field("source", SourceRef.class)
                                .read(foreign))
                        .code())
                .isEqualTo(FailureCode.UNEXPECTED_SCHEMA);
    }

    @Test
    void refusesAFieldThatTheRecordDoesNotHave() {
        assertThatThrownBy(() -> field("colour", String.class)).hasMessage("TokenSequence has no field colour");
    }

    private <F> AvroFieldReader<F> field(String name, Class<F> type) {
        return AvroFieldReader.of(TokenSequence.class, name, type, schemas);
    }

    private static TokenSequence tokens() {
        return TokenSequence.newBuilder()
                .setSource(SOURCE)
                .setItemId("app.log@7")
                .setEventTime(Instant.EPOCH)
                .setContentDigest(new ContentDigest(new byte[16]))
                .setTokenizer(new TokenizerFingerprint(new byte[8]))
                .setPlanes(List.of(new TokenPlane("", List.of(1, 2, 3), 0)))
                .build();
    }
}
