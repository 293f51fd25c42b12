package io.tokenloom.cli.demo.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tokenloom.cli.ledger.LedgerCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFolderTest {
    private static final String HOSTILE =
            "</b></div><script>alert(1)</script><img src=x onerror=alert(2)> \" onload=\"x"
                    + " ' &lt; ${outcome} <#list 1..9 as x></#list> \u202Eevil\u202C \u0000\u001B[31m\r\n";

    @TempDir
    private Path folder;

    @Test
    void hostileTextStaysText() throws IOException {
        DemoOutcome outcome = OutcomeFixture.of(Map.of("samples/<script>alert(3)</script>.txt", HOSTILE));

        String page = page(outcome);

        String afterHead = page.substring(page.indexOf("<body>"));
        assertThat(afterHead).containsOnlyOnce("<script>");
        assertThat(afterHead).doesNotContain("<img").doesNotContain("alert(3)</script>");
        assertThat(afterHead).contains("samples/&lt;script&gt;alert(3)&lt;/script&gt;.txt");
        assertThat(page.chars().filter(c -> c < ' ' && c != '\n')).isEmpty();
        assertThat(page).doesNotContain("\u202E");
    }

    @Test
    void loadsNothingAndLetsOnlyItsOwnScriptRun() throws IOException {
        String page = page(OutcomeFixture.of(Map.of("a.txt", "plain text")));

        assertThat(page).contains("default-src 'none'").contains("script-src 'sha256-");
        assertThat(page).doesNotContain("http://").doesNotContain("https://").doesNotContain("src=");
    }

    @Test
    void showsTokensWithTheirIdsAndBytes() throws IOException {
        String page = page(OutcomeFixture.of(Map.of("a.txt", "hello world\n")));

        assertThat(page).contains("<b data-i=\"24912\" data-x=\"68 65 6C 6C 6F\">hello</b>");
        assertThat(page).contains("data-x=\"20 77 6F 72 6C 64\"><s>·</s>world</b>");
        assertThat(page).contains("<s>↵</s></b><br>");
    }

    @Test
    void showsDeadLettersWithCodeReasonAndBytes() throws IOException {
        String page = page(OutcomeFixture.of(Map.of("a.txt", "x")));

        assertThat(page).contains("TEXT_ENCODING: 3").contains("logs.raw.v1/0/17");
        assertThat(page).contains("not well-formed UTF-8 at byte 4").contains("47 72 FC DF 65");
    }

    @Test
    void summaryNamesWhatProgramsLookFor() throws IOException {
        JsonNode summary = summary(OutcomeFixture.of(Map.of("samples/a.txt", "hello world\n")));

        JsonNode tokens = summary.path("items").path(0);
        assertThat(tokens.path("source").textValue()).isEqualTo("samples/a.txt");
        assertThat(tokens.path("modality").textValue()).isEqualTo("text");
        assertThat(tokens.path("status").textValue()).isEqualTo("tokens");
        assertThat(tokens.path("tokenizer").textValue()).isEqualTo("o200k_base 1");
        assertThat(tokens.path("tokenCount").intValue()).isEqualTo(3);
        assertThat(tokens.path("sourceBytes").intValue()).isEqualTo(12);
        assertThat(tokens.path("code").isNull()).isTrue();
        JsonNode dead = summary.path("items").path(1);
        assertThat(dead.path("status").textValue()).isEqualTo("dead-letter");
        assertThat(dead.path("code").textValue()).isEqualTo("TEXT_ENCODING");
        assertThat(summary.path("ledger").properties().stream().map(Map.Entry::getKey))
                .contains("sources", "tokenized", "deadLettered", "skipped", "missing", "duplicated");
        assertThat(summary.path("text").path("bytes").intValue()).isEqualTo(12);
        assertThat(summary.path("text").path("exact").booleanValue()).isTrue();
        assertThat(summary.path("visual").isArray()).isTrue();
        assertThat(summary.path("rates").path("recordsPerSecond").doubleValue()).isEqualTo(800);
        assertThat(summary.path("latencyMs").path("p50").doubleValue()).isEqualTo(1230);
        assertThat(summary.path("latencyMs").path("p99").doubleValue()).isEqualTo(2950);
        assertThat(summary.path("passed").booleanValue()).isTrue();
    }

    @Test
    void showsPicturesWithinThePageAndTellsHowGoodTheyAre() throws IOException {
        DemoOutcome outcome = OutcomeFixture.withPictures("samples/<b>.jpg", "samples/film.mp4");

        String page = page(outcome);

        assertThat(page).contains("img-src data:").contains("samples/&lt;b&gt;.jpg");
        assertThat(page)
                .contains("16 tokens, 21.5 dB")
                .contains("alt=\"decoded at 0.2 s\"")
                .contains("aria-label=\"Tokens per frame over time\"")
                .contains("3 frames, 1 reset of the state");
        assertThat(page.split("src=\"data:image/jpeg;base64,", -1)).hasSize(1 + 3 + 4);
        assertThat(page).doesNotContain("src=\"http");
        JsonNode visual = summary(outcome).path("visual");
        assertThat(visual).hasSize(2);
        assertThat(visual.path(0).path("source").textValue()).isEqualTo("samples/<b>.jpg");
        assertThat(visual.path(0).path("frames").intValue()).isEqualTo(1);
        assertThat(visual.path(0).path("tokensPerFrame").doubleValue()).isEqualTo(64);
        assertThat(visual.path(0).path("psnr").doubleValue()).isEqualTo(24.25);
    }

    @Test
    void aPageStaysSmallHoweverManyPicturesThereAre() throws IOException {
        DemoOutcome outcome = OutcomeFixture.withManyPictures(40, 100_000);

        assertThat(page(outcome).length()).isLessThan(1_600_000);
        assertThat(page(outcome)).contains("The first 4.");
    }

    @Test
    void aPictureWithoutOutcomeIsSaid() throws IOException {
        DemoOutcome outcome = OutcomeFixture.withMissingPicture("samples/lost.png");

        assertThat(page(outcome))
                .contains("verdict bad\">Some picture has no outcome")
                .contains("MISSING");
        assertThat(summary(outcome).path("passed").booleanValue()).isFalse();
        assertThat(summary(outcome).path("items").toString()).contains("\"status\":\"missing\"");
    }

    @Test
    void aMissingRecordIsSaidFirst() throws IOException {
        DemoOutcome good = OutcomeFixture.of(Map.of("a.txt", "x"));
        DemoOutcome bad = new DemoOutcome(
                good.finished(),
                good.items(),
                OutcomeFixture.ledger(new LedgerCounts(5, 4, 0, 0, 1, 0, 0)),
                good.text(),
                good.visual(),
                good.tokenizers(),
                Optional.empty(),
                false,
                good.excerpts(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());

        assertThat(page(bad)).contains("verdict bad\">The ledger does not balance</div>");
        assertThat(summary(bad).path("passed").booleanValue()).isFalse();
        assertThat(summary(bad).path("latencyMs").isNull()).isTrue();
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
