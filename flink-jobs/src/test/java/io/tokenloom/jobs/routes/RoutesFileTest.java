package io.tokenloom.jobs.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tokenloom.configuration.ConfigurationException;
import io.tokenloom.configuration.Mistake;
import io.tokenloom.model.Device;
import io.tokenloom.model.DeviceSettings;
import io.tokenloom.model.DeviceSettings.Precision;
import io.tokenloom.vision.BitRate;
import io.tokenloom.vision.ResetPolicy;
import io.tokenloom.vision.StreamControl;
import io.tokenloom.vision.TokenBudget;
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
    void readsHowPicturesBecomeBatches() throws IOException {
        Routes routes = RoutesFile.read(file("""
                routes:
                  - name: images
                    from: {topic: images, format: bytes, item: image}
                    tokenizer: builtin:visual-reference
                    to: tokens
                    options: {batch: {items: 64, bytes: 1000000, delay: 0ms, deadline: 5s}}
                """));

        assertThat(routes.routes().get(0).visual().batch())
                .isEqualTo(new BatchOptions(64, 1_000_000, Duration.ZERO, Duration.ofSeconds(5)));
    }

    @Test
    void tellsWhatABatchCanNotBe() throws IOException {
        Path file = file("""
                routes:
                  - name: images
                    from: {topic: images, format: bytes, item: image}
                    tokenizer: builtin:visual-reference
                    to: tokens
                    options: {batch: {items: 0, deadline: 0s}}
                """);

        assertThatThrownBy(() -> RoutesFile.read(file))
                .hasMessageContaining("routes[0].options.batch.items")
                .hasMessageContaining("1 to 1024")
                .hasMessageContaining("routes[0].options.batch.deadline");
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
    void readsWhatAStreamMayCostAndWhenItBeginsAnew() throws IOException {
        Routes routes = RoutesFile.read(file("""
                routes:
                  - name: cameras
                    from: {topic: cameras, format: avro, item: frame}
                    tokenizer: builtin:visual-reference
                    to: tokens
                    options: {quality: 30, tokens: 40, bitsPerSecond: 8000, burst: 1500ms, resets: {gapFrames: 5, age: 1min}}
                """));

        VisualOptions options = routes.routes().get(0).visual();
        assertThat(options.control())
                .isEqualTo(new StreamControl(
                        new TokenBudget.Quality(30, 40),
                        new BitRate(8000, Duration.ofMillis(1500)),
                        new ResetPolicy(5, ResetPolicy.ANY_TIME, Duration.ofMinutes(1))));
    }

    @Test
    void refusesControlOfAStreamThatMakesNoSense() throws IOException {
        Path file = file("""
                routes:
                  - name: cameras
                    from: {topic: cameras, format: avro, item: frame}
                    tokenizer: builtin:visual-reference
                    to: tokens
                    options: {burst: 2s, resets: {gap: 0s, age: soon, gapFrames: -1}}
                  - name: images
                    from: {topic: images, format: bytes, item: image}
                    tokenizer: builtin:visual-reference
                    to: tokens
                    options: {bitsPerSecond: 8000, resets: {gap: 2s}}
                """);

        assertThat(mistakes(file))
                .extracting(Mistake::toString)
                .satisfiesExactlyInAnyOrder(
                        m -> assertThat(m)
                                .contains("routes[0].options:", "burst says nothing without bitsPerSecond", "both"),
                        m -> assertThat(m).contains("routes[0].options.resets.gap:", "0s", "over 0"),
                        m -> assertThat(m).contains("routes[0].options.resets.age:", "soon", "1min"),
                        m -> assertThat(m).contains("routes[0].options.resets.gapFrames:", "-1", "0 to"),
                        m -> assertThat(m).contains("routes[1].options.bitsPerSecond:", "each image stands alone"),
                        m -> assertThat(m).contains("routes[1].options.resets:", "each image stands alone"));
    }

    @Test
    void readsWhereTheModelsRun() throws IOException {
        Routes routes = RoutesFile.read(file("""
                routes:
                  - name: images
                    from: {topic: images, format: bytes, item: image}
                    tokenizer: builtin:visual-reference
                    to: tokens
                    options:
                      device: tensorrt
                      deviceIndex: 1
                      deviceMemory: 4GiB
                      threads: 2
                      engineCache: /var/engines
                      precision: float16
                  - name: more
                    from: {topic: more, format: bytes, item: image}
                    tokenizer: builtin:visual-reference
                    to: tokens
                    options: {deviceMemory: 512MiB}
                """));

        assertThat(routes.routes().get(0).visual().device())
                .isEqualTo(new DeviceSettings(Device.TENSORRT, 1, 4L << 30, 2, "/var/engines", Precision.FLOAT16));
        assertThat(routes.routes().get(1).visual().device())
                .isEqualTo(new DeviceSettings(
                        Device.AUTO, DeviceSettings.ANY_INDEX, 512L << 20, 1, "", Precision.OF_THE_GRAPH));
    }

    @Test
    void refusesDeviceOptionsThatCanHaveNoEffect() throws IOException {
        Path file = file("""
                routes:
                  - name: images
                    from: {topic: images, format: bytes, item: image}
                    tokenizer: builtin:visual-reference
                    to: tokens
                    options: {device: cpu, deviceIndex: 1, deviceMemory: 4GiB, engineCache: engines}
                  - name: more
                    from: {topic: more, format: bytes, item: image}
                    tokenizer: builtin:visual-reference
                    to: tokens
                    options: {device: gpu, deviceIndex: -1, deviceMemory: lots, threads: 0, precision: int8}
                """);

        assertThat(mistakes(file))
                .extracting(mistake -> mistake.path() + " | " + mistake.problem())
                .satisfiesExactlyInAnyOrder(
                        m -> assertThat(m).contains("routes[0].options.device |", "index 1 is of a GPU"),
                        m -> assertThat(m).contains("routes[0].options.device |", "memory is limited on a GPU only"),
                        m -> assertThat(m).contains("routes[0].options.device |", "an engine cache is of TensorRT"),
                        m -> assertThat(m).contains("routes[0].options.device |", "engines is not an absolute path"),
                        m -> assertThat(m).contains("routes[1].options.device |", "gpu"),
                        m -> assertThat(m).contains("routes[1].options.deviceIndex |"),
                        m -> assertThat(m).contains("routes[1].options.deviceMemory |", "lots"),
                        m -> assertThat(m).contains("routes[1].options.threads |"),
                        m -> assertThat(m).contains("routes[1].options.precision |", "int8"));
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
        ConfigurationException refused =
                catchThrowableOfType(ConfigurationException.class, () -> RoutesFile.read(file));
        assertThat(refused).isNotNull();
        return refused.mistakes();
    }
}
