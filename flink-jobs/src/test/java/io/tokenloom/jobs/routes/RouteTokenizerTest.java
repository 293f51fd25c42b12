package io.tokenloom.jobs.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.record.ElementType;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TruncationKind;
import io.tokenloom.vision.TokenContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteTokenizerTest {
    /** Levels of 1, 9 and 36 vectors of an image that one step says all of. */
    private static final RouteTokenizer LEVELS = new RouteTokenizer(
            "levels",
            false,
            RouteTokenizer.TextKind.VOCABULARY,
            Optional.of(new RouteTokenizer.Pictures(
                    new TokenContract(
                            new TokenContract.Payload.Embeddings(4, ElementType.FLOAT16),
                            36,
                            TokenOrder.RASTER,
                            0,
                            TruncationKind.LEVEL_SET,
                            List.of(4, 9, 36),
                            List.of(),
                            Optional.empty(),
                            Optional.empty(),
                            false),
                    2)));

    private static final RouteTokenizer LOSSY_TEXT =
            new RouteTokenizer("lossy", false, RouteTokenizer.TextKind.VOCABULARY, Optional.empty());

    @TempDir
    private Path folder;

    @Test
    void findsNothingWhereTheRouteAsksForNothing() throws IOException {
        assertThat(problems(LEVELS, "image", "{}")).isEmpty();
        assertThat(problems(LEVELS, "image", "{tokens: 4, steps: 2}")).isEmpty();
        assertThat(problems(LOSSY_TEXT, "text", "{}")).isEmpty();
    }

    @Test
    void tellsEverythingThatThisTokenizerOfPicturesCanNotGive() throws IOException {
        assertThat(problems(LEVELS, "image", "{quality: 30, tokens: 3, steps: 3}"))
                .satisfiesExactly(
                        quality -> assertThat(quality)
                                .startsWith("routes[0].options: levels: the tokenizer does not say which quality")
                                .endsWith(" Leave out quality. Or name another tokenizer."),
                        tokens -> assertThat(tokens)
                                .startsWith("routes[0].options: levels: the tokenizer's records have at least 4 tokens,"
                                        + " and the limit is 3."),
                        steps -> assertThat(steps)
                                .startsWith("routes[0].options.steps: 3 steps of an image are asked for, and levels"
                                        + " makes 2 at most"));
    }

    @Test
    void tellsABurstThatAffordsNoToken() throws IOException {
        assertThat(problems(LEVELS, "frame", "{bitsPerSecond: 60, burst: 1s}"))
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains("a token has 64 bits, and the burst is 60.0"));
        assertThat(problems(LEVELS, "frame", "{bitsPerSecond: 64, burst: 1s}")).isEmpty();
    }

    @Test
    void doesNotCountStepsOfWhatHasNone() throws IOException {
        assertThat(problems(LEVELS, "frame", "{steps: 9}")).isEmpty();
    }

    @Test
    void tellsATokenizerOfAnotherKindAlone() throws IOException {
        assertThat(problems(LEVELS, "text", "{spans: [bytes]}")).singleElement().satisfies(problem -> assertThat(
                        problem)
                .startsWith(
                        "routes[0].from.item: the items are of kind text, and levels is a tokenizer of" + " pictures"));
        assertThat(problems(LOSSY_TEXT, "image", "{quality: 30}"))
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains("lossy is a tokenizer of text"));
    }

    @Test
    void tellsSpansOfATokenizerThatChangesText() throws IOException {
        assertThat(problems(LOSSY_TEXT, "text", "{spans: [bytes]}"))
                .singleElement()
                .satisfies(problem -> assertThat(problem).startsWith("routes[0].options.spans: lossy changes"));
    }

    private List<String> problems(RouteTokenizer tokenizer, String item, String options) throws IOException {
        Path file = Files.writeString(
                folder.resolve("routes.yaml"),
                "routes:\n  - {name: r, from: {topic: raw, format: bytes, item: " + item
                        + "}, tokenizer: builtin:any, to: tokens, options: " + options + "}\n");
        Route route = RoutesFile.draft(file).routes().routes().get(0);
        return tokenizer.mistakes(file, 0, route).stream()
                .map(mistake -> mistake.path() + ": " + mistake.problem() + ". " + mistake.mend())
                .toList();
    }
}
