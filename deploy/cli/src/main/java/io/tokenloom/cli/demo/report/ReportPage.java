package io.tokenloom.cli.demo.report;

import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes the report as one HTML file that loads nothing. The template escapes whatever it is given, and the page's own
 * content security policy lets no script run but the one whose digest it names.
 */
public final class ReportPage {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** A page with ten thousand rows helps nobody; summary.json has them all. */
    private static final int MAX_ROWS = 300;

    private ReportPage() {}

    /** Renders it. */
    public static void write(DemoOutcome outcome, Writer out) throws IOException {
        try {
            configuration().getTemplate("report.ftlh").process(model(outcome), out);
        } catch (TemplateException e) {
            throw new AssertionError("report.ftlh does not fit its model", e);
        }
    }

    private static Configuration configuration() {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setClassForTemplateLoading(ReportPage.class, "");
        configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
        configuration.setLocale(Locale.ROOT);
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        return configuration;
    }

    private static Map<String, Object> model(DemoOutcome outcome) {
        String script = resource("report.js");
        Map<String, Object> model = new HashMap<>();
        model.put("outcome", outcome);
        model.put("total", outcome.ledger().total());
        model.put("amounts", new Amounts());
        model.put("finished", TIME.format(outcome.finished()));
        model.put("items", firstOf(outcome.items()));
        PageBudget budget = new PageBudget();
        model.put("images", budget.firstOf(outcome.visual().images(), ShownImage::size));
        model.put(
                "videos",
                budget.firstOf(outcome.visual().videos(), ShownVideo::size).stream()
                        .map(VideoView::of)
                        .toList());
        model.put("excerpts", ExcerptView.of(outcome.excerpts()));
        model.put(
                "deadLetters",
                outcome.deadLetters().stream().map(DeadLetterView::of).toList());
        model.put("style", resource("report.css"));
        model.put("script", script);
        model.put("scriptDigest", digest(script));
        outcome.measurement().ifPresent(measurement -> {
            model.put("measurement", measurement);
            model.put("measuredAt", TIME.format(measurement.at()));
            model.put("recordsChart", MeasurementCharts.records(measurement.rates()));
            model.put("megabytesChart", MeasurementCharts.megabytes(measurement.rates()));
            model.put("latencyChart", MeasurementCharts.latency(measurement.latencyMs()));
        });
        outcome.sequences().ifPresent(sequences -> {
            model.put("sequences", sequences);
            model.put("packs", SequencesChart.of(sequences.shown()));
            sequences.excerpt().ifPresent(excerpt -> model.put("sequence", excerpt));
            MeasureCharts.of(sequences.measures()).ifPresent(charts -> model.put("measures", charts));
        });
        return model;
    }

    private static List<SourceItem> firstOf(List<SourceItem> items) {
        return items.subList(0, Math.min(MAX_ROWS, items.size()));
    }

    private static String resource(String name) {
        try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(String script) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(sha256);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
