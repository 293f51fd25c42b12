package io.tokenloom.cli.bench.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.cli.bench.text.Results.Sample;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EngineRaceTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Also says that a vocabulary as a tokenizer.json is the same vocabulary. */
    @Test
    void measuresEnginesThatGiveTheSameIds() throws Exception {
        byte[] text =
                ("Grüße, it's 12345 o'clock!\n\n  MixedCase words' 漢字かな 한국어 🌍👩‍👧 e\u0301\u0302 ...--->\t{x: [1]}\r\n"
                                .repeat(20))
                        .getBytes(StandardCharsets.UTF_8);
        List<TextGroup> groups = List.of(new TextGroup("mixed", "the test", text));

        new EngineRace(Mode.VECTOR, groups, 1, 0.001, results()).run(Vocabulary.CL100K);

        List<Sample> samples = samples();
        assertThat(samples)
                .filteredOn(sample -> sample.name().startsWith("documents with other ids"))
                .hasSize(2)
                .allSatisfy(sample -> assertThat(sample.value()).isZero());
        assertThat(samples)
                .extracting(Sample::name)
                .contains(
                        "cl100k, mixed, 8 KB, warm, tokenloom",
                        "cl100k, mixed, 8 KB, warm / JTokkit",
                        "cl100k, mixed, 8 KB, warm / Hugging Face JNI",
                        "cl100k, mixed, 128 characters, warm / JTokkit",
                        "cl100k, mixed, 8 KB, cold / JTokkit");
        assertThat(samples)
                .filteredOn(sample -> sample.unit().equals("MB/s"))
                .allSatisfy(sample -> assertThat(sample.value()).isPositive());
    }

    @Test
    void leavesOutDocumentsOnWhichTheEnginesDisagree() {
        Agreement agreement = new Agreement(notice -> results().tell("%s", notice));

        Agreement.Agreed agreed = agreement.check(
                "some", List.of(engine("ours", 1, 2, 3), engine("a", 1, 5, 3), engine("b", 1, 2, 3)), 3);

        assertThat(agreed.numbers()).containsExactly(0, 2);
        assertThat(agreement.differences()).containsEntry("a", 1).containsEntry("b", 0);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("document 1: the ids differ from those of a");
    }

    private static Engine engine(String name, int... idOfDocument) {
        return new Engine() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public int encode(int document) {
                return 1;
            }

            @Override
            public int[] ids(int document) {
                return new int[] {idOfDocument[document]};
            }
        };
    }

    private Results results() {
        return new Results(new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    private List<Sample> samples() {
        return Arrays.stream(out.toString(StandardCharsets.UTF_8).split("\\R"))
                .map(Sample::in)
                .flatMap(Optional::stream)
                .collect(Collectors.toList());
    }
}
