package io.tokenloom.cli.check;

import io.tokenloom.cli.output.TextTable;
import io.tokenloom.configuration.Durations;
import io.tokenloom.jobs.routes.Delivery;
import io.tokenloom.jobs.routes.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was found about a routes file, in words. */
record RoutesText(RoutesFinding finding) {

    /** For a person: the mistakes, or what the routes do. */
    String plain() {
        if (!finding.sound()) {
            return finding.mistakeText();
        }
        Delivery delivery = finding.routes().delivery();
        return "%s is sound. Job \"%s\", %s, a checkpoint each %s.%n%n%s%n%s"
                .formatted(
                        finding.file(),
                        finding.routes().job(),
                        delivery.guarantee().text(),
                        Durations.text(delivery.checkpointInterval()),
                        routes(),
                        bundles())
                .stripTrailing();
    }

    private TextTable routes() {
        TextTable table = new TextTable("route", "from", "format", "tokenizer", "to", "dead letters");
        for (Route route : finding.routes().routes()) {
            table.row(
                    route.name(),
                    route.from(),
                    route.format().text(),
                    route.tokenizer(),
                    route.to(),
                    route.deadLetters());
        }
        return table;
    }

    private TextTable bundles() {
        TextTable table = new TextTable("tokenizer", "fingerprint", "vocabulary", "lossless", "golden items");
        for (BundleFinding.Sound bundle : finding.bundles()) {
            table.row(
                    bundle.location(),
                    bundle.shortFingerprint(),
                    bundle.vocabularySize() == 0
                            ? "vectors"
                            : String.format(Locale.ROOT, "%,d", bundle.vocabularySize()),
                    bundle.lossless() ? "yes" : "no",
                    Integer.toString(bundle.goldenItems()));
        }
        return table;
    }

    /** For a program. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", finding.file().toString());
        json.put("sound", finding.sound());
        json.put("job", finding.routes().job());
        json.put("guarantee", finding.routes().delivery().guarantee().text());
        json.put(
                "routes",
                finding.routes().routes().stream().map(RoutesText::json).toList());
        json.put("bundles", finding.bundles());
        json.put("mistakes", List.copyOf(finding.mistakes()));
        return json;
    }

    private static Map<String, String> json(Route route) {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("name", route.name());
        json.put("from", route.from());
        json.put("format", route.format().text());
        json.put("tokenizer", route.tokenizer());
        json.put("to", route.to());
        json.put("deadLetters", route.deadLetters());
        return json;
    }
}
