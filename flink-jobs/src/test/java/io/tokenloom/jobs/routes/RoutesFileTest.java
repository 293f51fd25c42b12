package io.tokenloom.jobs.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutesFileTest {
    @TempDir
    Path directory;

    @Test
    void readsRoutesAndFillsInDefaults() throws IOException {
        Routes routes = RoutesFile.read(file("""
                routes:
                  - name: logs
                    from: {topic: logs.raw.v1, format: lines}
                    tokenizer: builtin:o200k_base
                    to: tokens.text.v1
                """));

        assertThat(routes)
                .isEqualTo(new Routes(
                        "tokenize",
                        List.of(new Route(
                                "logs",
                                "logs.raw.v1",
                                RecordFormat.LINES,
                                "builtin:o200k_base",
                                "tokens.text.v1",
                                "tokens.dlq.v1",
                                Set.of())),
                        Delivery.DEFAULT));
    }

    @Test
    void readsEverythingThatCanBeSaid() throws IOException {
        Files.createDirectories(directory.resolve("bundles/mine"));
        Files.writeString(directory.resolve("bundles/mine/bundle.yaml"), "name: mine\n");

        Routes routes = RoutesFile.read(file("""
                job: nightly
                routes:
                  - name: texts
                    from: {topic: texts, format: avro}
                    tokenizer: bundles/mine
                    to: tokens
                    deadLetters: refused
                delivery:
                  guarantee: at-least-once
                  checkpointInterval: 500ms
                  checkpointTimeout: 90s
                  transactionTimeout: 1h
                """));

        assertThat(routes.job()).isEqualTo("nightly");
        assertThat(routes.routes().get(0).tokenizer())
                .isEqualTo(directory.resolve("bundles/mine").toAbsolutePath().toString());
        assertThat(routes.delivery())
                .isEqualTo(new Delivery(
                        Guarantee.AT_LEAST_ONCE, Duration.ofMillis(500), Duration.ofSeconds(90), Duration.ofHours(1)));
        assertThat(routes.sourceTopics()).containsExactly("texts");
        assertThat(routes.targetTopics()).containsExactly("refused", "tokens");
    }

    @Test
    void namesEveryMistakeAtOnceWithPlaceAndMend() throws IOException {
        Path file = file("""
                routes:
                  - name: "a b"
                    from: {topic: in, format: jpeg}
                    tokenizer: nowhere
                    to: out
                    deadletters: dlq
                  - name: second
                    from: {topic: out}
                    to: out
                delivery:
                  checkpointInterval: 10min
                  checkpointTimeout: soon
                  transactionTimeout: 5min
                """);

        assertThat(mistakes(file))
                .extracting(Mistake::path, mistake -> mistake.problem() + " | " + mistake.mend())
                .extracting(Object::toString)
                .satisfiesExactlyInAnyOrder(
                        m -> assertThat(m).contains("(\"delivery.checkpointTimeout", "soon", "such as 2min"),
                        m -> assertThat(m).contains("delivery.transactionTimeout", "5min is not more", "12min"),
                        m -> assertThat(m).contains("routes[0]\"", "\"deadletters\" is not known", "deadLetters"),
                        m -> assertThat(m).contains("routes[0].name", "a b", "letters, digits"),
                        m -> assertThat(m).contains("routes[0].from.format", "jpeg", "\"avro\",\"bytes\",\"lines\""),
                        m -> assertThat(m).contains("routes[0].tokenizer", "no bundle.yaml", "builtin:NAME"),
                        m -> assertThat(m).contains("routes[1]\"", "\"tokenizer\" is missing", "Add it"),
                        m -> assertThat(m).contains("routes[1].from\"", "\"format\" is missing", "Add it"),
                        m -> assertThat(m).contains("routes[1].from.topic", "written by this file's routes"));
        assertThat(mistakes(file)).extracting(Mistake::file).containsOnly(file.toString());
    }

    @Test
    void refusesRoutesThatWouldDoubleOrMixRecords() throws IOException {
        Path file = file("""
                routes:
                  - {name: a, from: {topic: in, format: lines}, tokenizer: "builtin:o200k_base", to: out}
                  - {name: a, from: {topic: in, format: lines}, tokenizer: "builtin:cl100k_base", to: out}
                  - {name: b, from: {topic: in, format: lines}, tokenizer: "builtin:o200k_base", to: x, deadLetters: x}
                """);

        assertThat(mistakes(file))
                .extracting(Mistake::path)
                .containsExactly("routes[1].name", "routes[1].to", "routes[2].to");
    }

    @Test
    void namesTheLineOfBrokenYaml() throws IOException {
        assertThat(mistakes(file("routes:\n  - name: [a\n"))).singleElement().satisfies(mistake -> {
            assertThat(mistake.problem()).startsWith("is not valid YAML");
            assertThat(mistake.path()).startsWith("line ");
        });
    }

    @Test
    void refusesAKeyThatStandsTwice() throws IOException {
        assertThat(mistakes(file("job: a\njob: b\nroutes: []\n")))
                .singleElement()
                .satisfies(mistake -> assertThat(mistake.problem()).contains("job"));
    }

    @Test
    void refusesAnEmptyAndAMissingFile() throws IOException {
        assertThat(mistakes(file(""))).extracting(Mistake::problem).containsExactly("is empty");
        assertThat(mistakes(directory.resolve("none.yaml")))
                .extracting(Mistake::problem)
                .containsExactly("does not exist");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("routes.yaml"), content);
    }

    private static List<Mistake> mistakes(Path file) {
        RoutesException refused = catchThrowableOfType(RoutesException.class, () -> RoutesFile.read(file));
        assertThat(refused).isNotNull();
        return refused.mistakes();
    }
}
