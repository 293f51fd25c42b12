package io.tokenloom.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.cli.demo.report.ItemStatus;
import io.tokenloom.cli.demo.report.SourceItem;
import io.tokenloom.cli.ingest.PathIngest.PathSource;
import io.tokenloom.cli.ingest.SourceForm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTraceTest {
    private static TextBundle bundle;

    @TempDir
    private Path folder;

    private final FileBytes files = new FileBytes();
    private SourceTrace trace;

    @BeforeAll
    static void open() {
        bundle = TextBundle.open("builtin:o200k_base");
    }

    @AfterAll
    static void close() {
        bundle.close();
    }

    @BeforeEach
    void aLogOfTwoLines() throws IOException {
        Path file = Files.writeString(folder.resolve("a.log"), "one\ntwo\n");
        trace = new SourceTrace(new PathSource("a.log", file, SourceForm.LINES), files);
    }

    @AfterEach
    void closeFiles() throws IOException {
        files.close();
    }

    @Test
    void linesThatDecodeToTheFileAreExact() throws IOException {
        tokens(0, 0, "one\n");
        assertThat(trace.exact()).isFalse();

        tokens(0, 4, "two\n");

        assertThat(trace.exact()).isTrue();
        assertThat(trace.items()).singleElement().satisfies(item -> {
            assertThat(item.records()).isEqualTo(2);
            assertThat(item.sourceBytes()).isEqualTo(8);
            assertThat(item.tokenizer()).contains("o200k_base 1");
        });
        assertThat(trace.excerpt().orElseThrow().tokens()).hasSize(4);
    }

    @Test
    void aLineSentAgainCountsOnce() throws IOException {
        tokens(0, 0, "one\n");
        tokens(0, 0, "one\n");
        tokens(0, 4, "two\n");

        assertThat(trace.exact()).isTrue();
        assertThat(trace.decodedBytes()).isEqualTo(8);
    }

    @Test
    void oneWrongByteIsSeen() throws IOException {
        tokens(0, 0, "one\n");
        tokens(0, 4, "twO\n");

        assertThat(trace.exact()).isFalse();
        assertThat(trace.items()).extracting(SourceItem::exact).containsExactly(false);
    }

    @Test
    void deadLettersFillTheirPlaces() throws IOException {
        tokens(0, 4, "two\n");
        boolean counted = trace.deadLetter(new Piece(0, 0, true), bytes("one\n"), "TEXT_ENCODING");

        assertThat(counted).isTrue();
        assertThat(trace.exact()).isTrue();
        assertThat(trace.decodedBytes()).isEqualTo(4);
        assertThat(trace.items())
                .extracting(SourceItem::status)
                .containsExactly(ItemStatus.TOKENS, ItemStatus.DEAD_LETTER);
    }

    @Test
    void onlyTheLatestContentCounts() throws IOException {
        tokens(0, 0, "an older content\n");
        tokens(1, 0, "one\n");
        tokens(1, 4, "two\n");
        tokens(0, 17, "late\n");

        assertThat(trace.exact()).isTrue();
        assertThat(trace.decodedBytes()).isEqualTo(8);
    }

    private void tokens(long version, long position, String text) throws IOException {
        byte[] bytes = bytes(text);
        int[] ids = bundle.tokenizer().encode(bytes, 0, bytes.length);
        trace.tokens(new Piece(version, position, true), ids, bundle.tokenizer().decode(ids), bundle);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
