package io.tokenloom.cli.stats;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tokenloom.cli.output.JsonText;
import io.tokenloom.record.BigramDistribution;
import io.tokenloom.record.IdDistribution;
import io.tokenloom.record.PackedDocument;
import io.tokenloom.record.PackedSequence;
import io.tokenloom.record.TokenStatistics;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.record.VocabularyUse;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatsReportTest {
    private static final TokenizerFingerprint TOKENIZER = new TokenizerFingerprint(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});

    @Test
    void showsTheNewestWindowOfEachSeries() {
        Windows windows = new Windows(Windows.Kept.NEWEST);
        windows.add(window(0, 60, 11));
        windows.add(window(0, 120, 22));
        windows.add(window(0, 0, 33));
        windows.add(window(1, 60, 44));

        assertThat(windows.all()).extracting(TokenStatistics::getTokens).containsExactly(22L, 44L);
    }

    @Test
    void aWindowThatIsThereTwiceCountsOnce() {
        Windows windows = new Windows(Windows.Kept.ALL);
        windows.add(window(0, 60, 11));
        windows.add(window(0, 120, 22));
        windows.add(window(0, 60, 12));

        assertThat(windows.all()).extracting(TokenStatistics::getTokens).containsExactly(12L, 22L);
    }

    @Test
    void roundsAndMarksEstimatesAndShowsWhatIsAbsent() {
        TokenStatistics measured = window(0, 60, 123_456);
        measured.setDistribution(new IdDistribution(
                500, 7.123, 139.0, null, 4.05, List.of(), 0.5, new VocabularyUse(0.0025, 1.0, 0.5), List.of()));
        measured.setBigrams(new BigramDistribution(3.456, 0.5, 1000L));

        String table = report(measured).table();

        assertThat(table.lines().toList().get(1).split(" {2,}"))
                .containsExactly(
                        "looms@1",
                        "raw",
                        "tokens/0",
                        "1970-01-01T00:01:00Z",
                        "60.0 s",
                        "123,456",
                        "7",
                        "500",
                        "7.12",
                        "~3.46",
                        "-",
                        "0.50",
                        "4.05",
                        "0.25 %",
                        "-",
                        "-",
                        "-",
                        "0");
        assertThat(table).contains("PACKED SEQUENCES").contains("75.0 %").contains("2.7 s");
    }

    @Test
    void programsGetWindowsAsTheyAre() throws IOException {
        JsonNode json = JsonMapper.builder()
                .build()
                .readTree(JsonText.of(report(window(0, 60, 11)).json()));

        JsonNode window = json.path("statistics").path(0);
        assertThat(window.path("tokenizerName").textValue()).isEqualTo("looms@1");
        assertThat(window.path("tokenizer").textValue()).isEqualTo("0102030405060708");
        assertThat(window.path("windowEnd").textValue()).isEqualTo("1970-01-01T00:02:00Z");
        assertThat(window.path("distribution").isNull()).isTrue();
        assertThat(json.path("packing").path("fill").doubleValue()).isEqualTo(0.75);
    }

    private static StatsReport report(TokenStatistics window) {
        Packing packing = new Packing();
        packing.add(sequence(2, 1, 3));
        packing.add(sequence(4, 4));
        return new StatsReport(List.of(window), Optional.of(packing.figures()), fingerprint -> "looms@1");
    }

    @Test
    void waitsAreTimesFromTheLastItemToTheClose() {
        Packing packing = new Packing();
        packing.add(sequence(2, 1, 3));
        packing.add(sequence(4, 4));

        assertThat(packing.figures()).isEqualTo(new Packing.Figures(2, 3, 6, 0.75, 8000.0 / 3, 4000));
    }

    /** A sequence of 4 ids at most; its documents have waited so many seconds. */
    private static PackedSequence sequence(int ids, int... waits) {
        Instant closed = Instant.ofEpochSecond(100);
        List<PackedDocument> documents = IntStream.of(waits)
                .mapToObj(wait -> PackedDocument.newBuilder()
                        .setDocumentId("d")
                        .setOffset(0)
                        .setLength(1)
                        .setFirstEventTime(closed.minusSeconds(wait + 5L))
                        .setLastEventTime(closed.minusSeconds(wait))
                        .setRanges(List.of())
                        .build())
                .toList();
        return PackedSequence.newBuilder()
                .setSequenceId("s")
                .setContextLength(4)
                .setIds(Collections.nCopies(ids, 1))
                .setDocuments(documents)
                .setClosedAt(closed)
                .build();
    }

    private static TokenStatistics window(int partition, long startSeconds, long tokens) {
        return TokenStatistics.newBuilder()
                .setTokenizer(TOKENIZER)
                .setPlane("")
                .setSourceTopic("raw")
                .setTokenTopic("tokens")
                .setPartition(partition)
                .setWindowStart(Instant.ofEpochSecond(startSeconds))
                .setWindowEnd(Instant.ofEpochSecond(startSeconds + 60))
                .setRecords(7)
                .setItems(7)
                .setTokens(tokens)
                .setMostTokens(3)
                .setLate(0)
                .setVocabularySize(0)
                .build();
    }
}
