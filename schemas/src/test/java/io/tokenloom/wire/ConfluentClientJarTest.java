package io.tokenloom.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What the repackaged client jar holds; a Flink upgrade that moves its insides fails here. */
class ConfluentClientJarTest {

    @Test
    void holdsTheClientUnderItsOwnNamesAndWhatItNeedsUnderOurs() throws Exception {
        assertThat(classes()).isNotEmpty().allSatisfy(name -> assertThat(name)
                .matches("io/confluent/.*|io/tokenloom/confluent/shaded/(org/apache/kafka|com/google/common)/.*"));
    }

    @Test
    void keepsLicenceAndNotice() throws Exception {
        try (JarFile jar = jar()) {
            String notice = new String(
                    jar.getInputStream(jar.getEntry("META-INF/NOTICE")).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(notice).contains("io.confluent:kafka-schema-registry-client", "Apache Flink");
            assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
        }
    }

    @Test
    void namesOnlyProvidersThatItHolds() throws Exception {
        try (JarFile jar = jar()) {
            List<JarEntry> services = jar.stream()
                    .filter(entry -> entry.getName().startsWith("META-INF/services/") && !entry.isDirectory())
                    .toList();
            assertThat(services).isNotEmpty();
            for (JarEntry service : services) {
                try (var lines = new BufferedReader(
                        new InputStreamReader(jar.getInputStream(service), StandardCharsets.UTF_8))) {
                    assertThat(lines.lines()
                                    .map(String::strip)
                                    .filter(line -> !line.isEmpty() && line.charAt(0) != '#'))
                            .allSatisfy(provider -> assertThat(jar.getEntry(provider.replace('.', '/') + ".class"))
                                    .as(provider)
                                    .isNotNull());
                }
            }
        }
    }

    private static List<String> classes() throws Exception {
        try (JarFile jar = jar()) {
            return jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .toList();
        }
    }

    private static JarFile jar() throws Exception {
        return new JarFile(Path.of(CachedSchemaRegistryClient.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toFile());
    }
}
