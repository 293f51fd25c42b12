package io.tokenloom.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.record.TextItem;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaSourceTest {
    private LocalRegistry registry;
    private SchemaSource schemas;

    @BeforeEach
    void startRegistry() {
        registry = LocalRegistry.start();
        schemas = SchemaSource.connect(registry.settings());
    }

    @AfterEach
    void stopRegistry() {
        schemas.close();
        registry.close();
    }

    @Test
    void asksForTheAddressWhenItIsMissing() {
        assertThatThrownBy(() -> SchemaSource.connect(Map.of("schema.registry.url", " , ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("schema.registry.url");
    }

    @Test
    void namesASettingThatIsNotValid() {
        assertThatThrownBy(() -> SchemaSource.connect(
                        Map.of("schema.registry.url", "http://localhost:1", "http.read.timeout.ms", "soon")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("soon");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 429, 500, 503})
    void callsARegistryThatFailsUnavailable(int status) {
        registry.answerAllWith(status, "{\"error_code\":" + status + ",\"message\":\"no\"}");

        TokenizationException failure = failure(1);

        assertThat(failure.code()).isEqualTo(FailureCode.SCHEMA_UNAVAILABLE);
        assertThat(failure).hasMessageContaining("status " + status).hasMessageNotContaining("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>nothing here</html>", "{\"error_code\":404,\"message\":\"no such path\"}"})
    void doesNotTakeAnotherServersNotFoundForAnUnknownSchema(String answer) {
        registry.answerAllWith(404, answer);

        assertThat(failure(1).code()).isEqualTo(FailureCode.SCHEMA_UNAVAILABLE);
    }

    @Test
    void asksAgainAfterAFailure() {
        Schema schema = Subjects.portableSchema(TextItem.class);
        int schemaId = registry.add("texts", "AVRO", schema.toString());
        registry.answerAllWith(503, "{\"error_code\":50301,\"message\":\"starting\"}");
        failure(schemaId);
        registry.answerAllWith(0, "");

        assertThat(schemas.writerSchema(schemaId)).isEqualTo(schema);
    }

    @Test
    void callsASilentRegistryUnavailableAndRetriable() {
        registry.close();

        TokenizationException failure = failure(1);

        assertThat(failure.code()).isEqualTo(FailureCode.SCHEMA_UNAVAILABLE);
        assertThat(failure.code().retriable()).isTrue();
    }

    @Test
    void worksOverAnyClientOfConfluents() throws Exception {
        MockSchemaRegistryClient client = new MockSchemaRegistryClient();
        Schema schema = Subjects.portableSchema(TextItem.class);
        int schemaId = client.register("texts", new AvroSchema(schema));

        try (SchemaSource source = SchemaSource.of(client)) {
            assertThat(source.writerSchema(schemaId)).isEqualTo(schema);
        }
    }

    private TokenizationException failure(int schemaId) {
        return catchThrowableOfType(TokenizationException.class, () -> schemas.writerSchema(schemaId));
    }
}
