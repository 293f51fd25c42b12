package io.tokenloom.cli.ledger;

import io.tokenloom.cli.output.JsonText;
import io.tokenloom.cli.output.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** A ledger for people and for programs. */
final class LedgerText {
    private LedgerText() {}

    /** A table, the dead letters by code, and one sentence. */
    static String table(LedgerReport report) {
        TextTable table = new TextTable(
                "route", "sources", "tokenized", "dead-lettered", "skipped", "missing", "duplicated", "unknown");
        report.routes().forEach(route -> row(table, route.route(), route.counts()));
        row(table, "total", report.total());
        StringBuilder text = new StringBuilder(table.toString());
        for (RouteCounts route : report.routes()) {
            if (!route.deadLetterCodes().isEmpty()) {
                text.append(route.deadLetters())
                        .append(" has of ")
                        .append(route.route())
                        .append(": ");
                text.append(codes(route.deadLetterCodes())).append(System.lineSeparator());
            }
        }
        if (report.strays().count() > 0) {
            text.append(number(report.strays().count())).append(" records name no source, the first is ");
            text.append(report.strays().first()).append(System.lineSeparator());
        }
        text.append(verdict(report));
        return text.toString();
    }

    /** For a program. */
    static String json(LedgerReport report) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("balanced", report.balanced());
        tree.put("total", counts(report.total()));
        tree.put("deadLetterCodes", report.deadLetterCodes());
        List<Map<String, Object>> routes = new ArrayList<>();
        for (RouteCounts route : report.routes()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("route", route.route());
            entry.put("source", route.source());
            entry.put("tokens", route.tokens());
            entry.put("deadLetters", route.deadLetters());
            entry.putAll(counts(route.counts()));
            entry.put("deadLetterCodes", route.deadLetterCodes());
            routes.add(entry);
        }
        tree.put("routes", routes);
        tree.put("strays", report.strays());
        return JsonText.of(tree);
    }

    private static void row(TextTable table, String name, LedgerCounts counts) {
        table.row(
                name,
                number(counts.sources()),
                number(counts.tokenized()),
                number(counts.deadLettered()),
                number(counts.skipped()),
                number(counts.missing()),
                number(counts.duplicated()),
                number(counts.unknown()));
    }

    private static String verdict(LedgerReport report) {
        LedgerCounts total = report.total();
        return report.balanced()
                ? "balanced: every source record has exactly one outcome"
                : "NOT balanced: " + number(total.missing()) + " missing, " + number(total.duplicated())
                        + " duplicated, " + number(total.unknown()) + " unknown";
    }

    private static String codes(SortedMap<String, Long> codes) {
        return codes.entrySet().stream()
                .map(code -> code.getKey() + " " + number(code.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static Map<String, Object> counts(LedgerCounts counts) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("sources", counts.sources());
        tree.put("tokenized", counts.tokenized());
        tree.put("deadLettered", counts.deadLettered());
        tree.put("skipped", counts.skipped());
        tree.put("missing", counts.missing());
        tree.put("duplicated", counts.duplicated());
        tree.put("unknown", counts.unknown());
        return tree;
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
