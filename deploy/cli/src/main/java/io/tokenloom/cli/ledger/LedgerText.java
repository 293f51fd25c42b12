package io.tokenloom.cli.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** A ledger for people and for programs. */
final class LedgerText {
    private static final String ROW = "%-12s %12s %12s %13s %9s %9s %11s %9s%n";

    private LedgerText() {}

    /** A table, the dead letters by code, and one sentence. */
    static String table(LedgerReport report) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                ROW,
                "route",
                "sources",
                "tokenized",
                "dead-lettered",
                "skipped",
                "missing",
                "duplicated",
                "unknown"));
        for (RouteCounts route : report.routes()) {
            text.append(row(route.route(), route.counts()));
            text.append("  ").append(route.source()).append(" -> ").append(route.tokens());
            text.append(codes(route.deadLetterCodes(), ", dead letters on " + route.deadLetters() + ": "));
            text.append(System.lineSeparator());
        }
        text.append(row("total", report.total()));
        if (report.strays().count() > 0) {
            text.append(report.strays().count()).append(" records on output topics name no source, the first is ");
            text.append(report.strays().first()).append(System.lineSeparator());
        }
        text.append(verdict(report));
        return text.toString();
    }

    /** One line for a program. */
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
        try {
            return JsonMapper.builder().build().writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new AssertionError("maps of texts and numbers are always JSON", e);
        }
    }

    private static String row(String name, LedgerCounts counts) {
        return String.format(
                Locale.ROOT,
                ROW,
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

    private static String codes(SortedMap<String, Long> codes, String title) {
        return codes.isEmpty()
                ? ""
                : codes.entrySet().stream()
                        .map(code -> code.getKey() + " " + number(code.getValue()))
                        .collect(Collectors.joining(", ", title, ""));
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
