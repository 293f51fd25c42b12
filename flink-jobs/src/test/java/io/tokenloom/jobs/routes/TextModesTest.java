package io.tokenloom.jobs.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.configuration.Mistake;
import io.tokenloom.text.dynamic.Boundary;
import io.tokenloom.text.mode.BatchWindow;
import io.tokenloom.text.mode.TextMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ways to tokenize text in a routes file. */
class TextModesTest {
    @TempDir
    private Path folder;

    @Test
    void readsEachWayAndItsDefaults() throws IOException {
        assertThat(mode("{}")).isEqualTo(TextMode.AS_PUBLISHED);
        assertThat(mode("{dynamic: {merges: 50}}"))
                .isEqualTo(new TextMode.Dynamic(50, Boundary.WORD, 2, BatchWindow.DEFAULT));
        assertThat(mode("{dynamic: {merges: 9, boundary: word_hyphen, minimumCount: 1,"
                        + " window: {time: 10s, by: key, idle: 1min}}}"))
                .isEqualTo(new TextMode.Dynamic(
                        9,
                        Boundary.WORD_HYPHEN,
                        1,
                        new BatchWindow(BatchWindow.Limit.TIME, 10_000, BatchWindow.Scope.KEY, Duration.ofMinutes(1))));
        assertThat(mode("{dynamic: {merges: 9, window: {bytes: 4096}}}"))
                .isEqualTo(new TextMode.Dynamic(
                        9,
                        Boundary.WORD,
                        2,
                        new BatchWindow(BatchWindow.Limit.BYTES, 4096, BatchWindow.Scope.PARTITION, Duration.ZERO)));
        assertThat(mode("{digits: right-to-left}")).isEqualTo(new TextMode.RightToLeftDigits());
        assertThat(mode("{digits: {separator: ','}}")).isEqualTo(new TextMode.SeparatedDigits(","));
        assertThat(mode("{items: one-per-token}")).isEqualTo(new TextMode.OneItemPerToken());
    }

    @Test
    void tellsAllThatIsWrongAtOnce() throws IOException {
        RoutesDraft draft = draft(
                "text",
                "{dynamic: {merges: 0, boundary: line, window: {records: 3, bytes: 9, by: topic}}, digits: left,"
                        + " items: two}");

        assertThat(draft.mistakes())
                .extracting(Mistake::path)
                .contains(
                        "routes[0].options.dynamic.merges",
                        "routes[0].options.dynamic.boundary",
                        "routes[0].options.dynamic.window.by",
                        "routes[0].options.dynamic.window",
                        "routes[0].options.items",
                        "routes[0].options");
        assertThat(draft.mistakes().toString())
                .contains("records and bytes are both said, and one closes a window. Keep one of them")
                .contains("dynamic and digits and items are both said");
    }

    @Test
    void tellsWhatDoesNotGoTogether() throws IOException {
        assertThat(problems("image", "{items: one-per-token}"))
                .containsExactly("routes[0].options.items: is of texts, and the items are images. Leave it out.");
        assertThat(problems("text", "{dynamic: {merges: 5, window: {by: key}}}"))
                .containsExactly("routes[0].options.dynamic.window: says nothing of how long a window is. Add records,"
                        + " bytes or time.");
        assertThat(problems("text", "{digits: {separator: ','}, spans: [bytes]}"))
                .singleElement()
                .asString()
                .startsWith("routes[0].options.spans: tokens with separators that are not in the text");
    }

    private TextMode mode(String options) throws IOException {
        RoutesDraft draft = draft("text", options);
        assertThat(draft.mistakes()).isEmpty();
        return draft.routes().routes().get(0).mode();
    }

    private List<String> problems(String item, String options) throws IOException {
        return draft(item, options).mistakes().stream()
                .map(mistake -> mistake.path() + ": " + mistake.problem() + ". " + mistake.mend())
                .toList();
    }

    private RoutesDraft draft(String item, String options) throws IOException {
        return RoutesFile.draft(Files.writeString(
                folder.resolve("routes.yaml"),
                "routes:\n  - {name: r, from: {topic: raw, format: bytes, item: " + item
                        + "}, tokenizer: 'builtin:o200k_base', to: tokens, options: " + options + "}\n"));
    }
}
