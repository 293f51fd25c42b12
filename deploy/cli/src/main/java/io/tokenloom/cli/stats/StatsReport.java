package io.tokenloom.cli.stats;

import io.tokenloom.cli.output.TextTable;
import io.tokenloom.cli.output.VisibleText;
import io.tokenloom.record.BigramDistribution;
import io.tokenloom.record.DeflatedIds;
import io.tokenloom.record.IdDistribution;
import io.tokenloom.record.SourceBytes;
import io.tokenloom.record.TokenStatistics;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.wire.AvroTree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Windows and packing, written down.
 *
 * @param windows windows, in the order in which they are shown
 * @param packing of all packed sequences; empty where no app packs
 * @param names what tokenizers are called
 */
record StatsReport(
        List<TokenStatistics> windows,
        Optional<Packing.Figures> packing,
        Function<TokenizerFingerprint, String> names) {
    private static final String NONE = "-";

    StatsReport {
        windows = List.copyOf(windows);
    }

    /** For the eye. */
    String table() {
        StringBuilder text = new StringBuilder();
        if (windows.isEmpty()) {
            text.append("No window of statistics is closed yet. \"tokenloom apps end\" closes those that are open.");
        } else {
            text.append(windowTable().toString().stripTrailing());
        }
        packing.filter(figures -> figures.sequences() > 0).ifPresent(figures -> text.append(System.lineSeparator())
                .append(System.lineSeparator())
                .append(packingTable(figures).toString().stripTrailing()));
        return text.toString();
    }

    private TextTable windowTable() {
        TextTable table = new TextTable(
                "tokenizer",
                "source",
                "tokens on",
                "window",
                "of",
                "tokens",
                "items",
                "ids",
                "entropy",
                "conditional",
                "zipf",
                "growth",
                "new/1000",
                "used",
                "bits/byte",
                "bytes/token",
                "deflate",
                "late");
        windows.forEach(window -> table.row(cells(window)));
        return table;
    }

    private String[] cells(TokenStatistics window) {
        Optional<IdDistribution> ids = Optional.ofNullable(window.getDistribution());
        Optional<SourceBytes> bytes = Optional.ofNullable(window.getSourceBytes());
        String plane = window.getPlane().isEmpty() ? "" : " " + VisibleText.of(window.getPlane());
        Duration length = Duration.between(window.getWindowStart(), window.getWindowEnd());
        return new String[] {
            VisibleText.of(names.apply(window.getTokenizer())) + plane,
            VisibleText.of(window.getSourceTopic()),
            VisibleText.of(window.getTokenTopic()) + "/" + window.getPartition(),
            window.getWindowStart().toString(),
            seconds(length),
            count(window.getTokens()),
            count(window.getItems()),
            ids.map(found -> count(found.getDistinctIds())).orElse(NONE),
            ids.map(found -> two(found.getEntropy())).orElse(NONE),
            Optional.ofNullable(window.getBigrams())
                    .map(StatsReport::conditional)
                    .orElse(NONE),
            ids.map(IdDistribution::getZipfExponent).map(StatsReport::two).orElse(NONE),
            ids.map(IdDistribution::getHeapsExponent).map(StatsReport::two).orElse(NONE),
            ids.map(found -> two(found.getNewIdsPerThousand())).orElse(NONE),
            ids.map(IdDistribution::getVocabulary)
                    .map(use -> percent(use.getCodebookUsage()))
                    .orElse(NONE),
            bytes.map(SourceBytes::getUnigramBitsPerByte).map(StatsReport::two).orElse(NONE),
            bytes.map(found -> two((double) found.getBytes() / found.getTokens()))
                    .orElse(NONE),
            Optional.ofNullable(window.getDeflated()).map(StatsReport::saved).orElse(NONE),
            count(window.getLate())
        };
    }

    /** With a mark where it is an estimate. */
    private static String conditional(BigramDistribution bigrams) {
        return (bigrams.getShare() < 1 ? "~" : "") + two(bigrams.getConditionalEntropy());
    }

    private static String saved(DeflatedIds deflated) {
        return percent((double) deflated.getDeflatedBytes() / deflated.getPackedBytes());
    }

    private static TextTable packingTable(Packing.Figures figures) {
        return new TextTable("packed sequences", "documents", "ids", "mean fill", "mean wait", "longest wait")
                .row(
                        count(figures.sequences()),
                        count(figures.documents()),
                        count(figures.ids()),
                        percent(figures.fill()),
                        seconds(Duration.ofMillis(Math.round(figures.meanWaitMillis()))),
                        seconds(Duration.ofMillis(figures.longestWaitMillis())));
    }

    /** For programs: all that a window has. */
    Map<String, Object> json() {
        List<Map<String, Object>> trees = new ArrayList<>();
        for (TokenStatistics window : windows) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("tokenizerName", names.apply(window.getTokenizer()));
            tree.putAll(AvroTree.of(window));
            trees.add(tree);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("statistics", trees);
        json.put("packing", packing);
        return json;
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String two(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, share < 0.01 ? "%.2f %%" : "%.1f %%", 100 * share);
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
