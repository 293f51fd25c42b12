package io.tokenloom.cli.demo.sequence;

import io.tokenloom.cli.demo.report.MeasuredSeries;
import io.tokenloom.cli.stats.StoredRecords;
import io.tokenloom.cli.stats.Windows;
import io.tokenloom.reader.records.TokenizerCatalogue;
import io.tokenloom.record.TokenStatistics;
import java.util.HexFormat;
import java.util.List;

/** The newest statistics of each series. */
final class Measures {
    private Measures() {}

    static List<MeasuredSeries> newest(StoredRecords stored, List<String> topics) {
        Windows windows = new Windows(Windows.Kept.NEWEST);
        topics.forEach(topic -> stored.visit(topic, TokenStatistics.class, windows::add));
        TokenizerCatalogue catalogue = TokenizerCatalogue.read(stored.records(), stored.schemas());
        return windows.all().stream()
                .map(window -> new MeasuredSeries(
                        catalogue
                                .find(window.getTokenizer().bytes())
                                .map(version -> version.getName() + "@" + version.getVersion())
                                .orElseGet(() -> HexFormat.of()
                                        .formatHex(window.getTokenizer().bytes())),
                        window))
                .toList();
    }
}
