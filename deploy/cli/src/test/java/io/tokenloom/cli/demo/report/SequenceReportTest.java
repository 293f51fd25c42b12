package io.tokenloom.cli.demo.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tokenloom.bundle.TextBundle;
import io.tokenloom.cli.records.PackedRecords;
import io.tokenloom.record.BigramDistribution;
import io.tokenloom.record.IdDistribution;
import io.tokenloom.record.PackedSequence;
import io.tokenloom.record.TokenStatistics;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.record.VocabularyUse;
import io.tokenloom.token.TokenRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SequenceReportTest {
    private static PackedRecords records;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        records = new PackedRecords(TextBundle.open("builtin:o200k_base"));
    }

    @AfterAll
    static void close() {
        records.text().close();
    }

    @Test
    void aBarTellsWhatStandsWhere() {
        SequenceBar bar = SequenceBar.of(mixed());

        assertThat(bar.contextLength()).isEqualTo(40);
        assertThat(bar.documents()).containsExactly(0, 4);
        assertThat(bar.stretches())
                .extracting(SequenceBar.Stretch::kind, SequenceBar.Stretch::from, SequenceBar.Stretch::to)
                .containsExactly(
                        tuple(SequenceBar.Kind.TEXT, 0, 3),
                        tuple(SequenceBar.Kind.FRAMING, 3, 4),
                        tuple(SequenceBar.Kind.FRAMING, 4, 5),
                        tuple(SequenceBar.Kind.VISUAL, 5, 13),
                        tuple(SequenceBar.Kind.FRAMING, 13, 15));
    }

    @Test
    void aBarIsAsLongAsItsContextAndShowsWhatIsEmpty() {
        SequencesChart chart = SequencesChart.of(List.of(SequenceBar.of(mixed())));

        SequencesChart.Row row = chart.rows().get(0);
        assertThat(row.pieces().get(0).kind()).isEqualTo("empty");
        assertThat(row.pieces().get(0).title()).isEqualTo("empty, ids 15 to 39");
        assertThat(row.pieces().get(1).title()).isEqualTo("text: page.txt, ids 0 to 2");
        double right = Double.parseDouble(row.pieces().get(0).x())
                + Double.parseDouble(row.pieces().get(0).width());
        assertThat(right).isBetween(SequencesChart.WIDTH - 10.0, (double) SequencesChart.WIDTH);
        assertThat(row.borders()).hasSize(2);
    }

    @Test
    void aPageShowsSequencesAndMeasures() throws IOException {
        DemoOutcome outcome = OutcomeFixture.with(OutcomeFixture.of(Map.of("a.txt", "x")), sequences(0));

        String page = page(outcome);

        assertThat(page)
                .contains("aria-label=\"Packed sequences by what stands in them\"")
                .contains("<title>text: page.txt, ids 0 to 2</title>")
                .contains("picture, 8 tokens")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script>alert(1)")
                .contains("1 documents in 1 sequences, 37.5 % full")
                .contains("aria-label=\"Different ids over tokens, both logarithmic\"")
                .contains("aria-label=\"How often ids came over their rank, both logarithmic\"")
                .contains("<figcaption>Share of the vocabulary that was used</figcaption>")
                .doesNotContain("Unigram bits per byte");
        JsonNode check = summary(outcome).path("sequences");
        assertThat(check.path("number").intValue()).isEqualTo(1);
        assertThat(check.path("fill").doubleValue()).isEqualTo(0.375);
        assertThat(check.path("checkedItems").intValue()).isEqualTo(2);
        assertThat(check.path("differingItems").intValue()).isZero();
        assertThat(outcome.passed()).isTrue();
    }

    @Test
    void anItemThatDiffersFailsTheRun() throws IOException {
        DemoOutcome outcome = OutcomeFixture.with(OutcomeFixture.of(Map.of("a.txt", "x")), sequences(1));

        assertThat(outcome.passed()).isFalse();
        assertThat(page(outcome))
                .contains("verdict bad\">Some packed sequence does not hold what it was made of")
                .contains("1 of\n2 items are not what they were made of");
    }

    @Test
    void whereNoAppsRunThePageSaysSo() throws IOException {
        DemoOutcome outcome = OutcomeFixture.of(Map.of("a.txt", "x"));

        assertThat(page(outcome)).contains("No apps run in this installation").doesNotContain("id=\"measures\"");
        assertThat(summary(outcome).path("sequences").isNull()).isTrue();
        assertThat(outcome.passed()).isTrue();
    }

    @Test
    void curvesStandOnLogarithmicAxes() {
        LineChart chart = LineChart.of(
                "test",
                List.of(new LineChart.Curve(
                        "a",
                        List.of(
                                new LineChart.Point(1024, 10),
                                new LineChart.Point(2048, 100),
                                new LineChart.Point(4096, 1000)))));

        String[] points = chart.lines().get(0).points().split("[ ,]");
        assertThat(Double.parseDouble(points[2]) - Double.parseDouble(points[0]))
                .isEqualTo(Double.parseDouble(points[4]) - Double.parseDouble(points[2]));
        assertThat(chart.rows()).extracting(BarChart.Mark::text).containsExactly("10", "100", "1000");
        assertThat(chart.columns()).extracting(BarChart.Mark::text).containsExactly("1024", "2048", "4096");
    }

    private static PackedSequence mixed() {
        Map<String, List<TokenRecord>> documents = new LinkedHashMap<>();
        documents.put("page", List.of(records.text(1, "page.txt", "Hello world\n")));
        documents.put("cat", records.picture(1, "cat.jpg", 1, 8));
        return records.packed(40, documents).get(0);
    }

    private static SequenceOutcome sequences(int differing) {
        String text = "<script>alert(1)</script>";
        SequenceExcerpt excerpt = new SequenceExcerpt(
                "sequences-0-0",
                List.of(
                        new SequenceExcerpt.Range(
                                "page",
                                "page.txt",
                                0,
                                3,
                                3,
                                false,
                                VisibleText.of(text.getBytes(StandardCharsets.UTF_8)),
                                false),
                        new SequenceExcerpt.Range("cat", "cat.jpg", 5, 8, 8, true, VisibleText.of(new byte[0]), false)),
                2);
        return new SequenceOutcome(
                new SequenceCheck(1, 1, 15, 0.375, 2, differing, 0, 12, 0, List.of()),
                List.of(SequenceBar.of(mixed())),
                Optional.of(excerpt),
                List.of(new MeasuredSeries("looms@1", window())));
    }

    private static TokenStatistics window() {
        return TokenStatistics.newBuilder()
                .setTokenizer(new TokenizerFingerprint(new byte[8]))
                .setPlane("")
                .setSourceTopic("raw")
                .setTokenTopic("tokens")
                .setPartition(0)
                .setWindowStart(Instant.EPOCH)
                .setWindowEnd(Instant.ofEpochSecond(60))
                .setRecords(1)
                .setItems(1)
                .setTokens(5000)
                .setMostTokens(3)
                .setLate(0)
                .setVocabularySize(10_000)
                .setDistribution(new IdDistribution(
                        900,
                        7.5,
                        181.0,
                        1.2,
                        180.0,
                        List.of(300, 500, 850),
                        0.7,
                        new VocabularyUse(0.09, 5.8, 0.9),
                        List.of(900L, 400L, 180L)))
                .setBigrams(new BigramDistribution(3.5, 1.0, 4999L))
                .build();
    }

    private String page(DemoOutcome outcome) throws IOException {
        ReportFolder report = new ReportFolder(folder);
        report.write(outcome);
        return Files.readString(report.page());
    }

    private JsonNode summary(DemoOutcome outcome) throws IOException {
        ReportFolder report = new ReportFolder(folder);
        report.write(outcome);
        return JsonMapper.builder().build().readTree(report.summary().toFile());
    }
}
