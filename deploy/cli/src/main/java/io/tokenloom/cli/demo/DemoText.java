package io.tokenloom.cli.demo;

import io.tokenloom.cli.demo.report.Amounts;
import io.tokenloom.cli.demo.report.ArchiveOutcome;
import io.tokenloom.cli.demo.report.DemoOutcome;
import io.tokenloom.cli.demo.report.ItemStatus;
import io.tokenloom.cli.demo.report.Measurement;
import io.tokenloom.cli.demo.report.ReportFolder;
import io.tokenloom.cli.demo.report.SequenceCheck;
import io.tokenloom.cli.demo.report.SourceItem;
import io.tokenloom.cli.demo.report.VisualOutcome;
import io.tokenloom.cli.ledger.LedgerCounts;
import java.util.stream.Collectors;

/**
 * The result for the terminal.
 *
 * @param outcome the run
 * @param folder where its report is
 */
record DemoText(DemoOutcome outcome, ReportFolder folder) {
    @Override
    public String toString() {
        Amounts amounts = new Amounts();
        LedgerCounts total = outcome.ledger().total();
        StringBuilder text = new StringBuilder();
        line(
                text,
                "records",
                amounts.count(total.sources()) + ": " + amounts.count(total.tokenized()) + " tokenized, "
                        + amounts.count(total.deadLettered()) + " dead letters, " + amounts.count(total.skipped())
                        + " skipped, " + amounts.count(total.missing()) + " missing, "
                        + amounts.count(total.duplicated())
                        + " duplicated, " + amounts.count(total.unknown()) + " unknown");
        line(
                text,
                "text",
                amounts.bytes(outcome.text().bytes()) + " in " + amounts.count(outcome.textTokenCount())
                        + " tokens, decoded " + (outcome.text().exact() ? "byte for byte" : "NOT exactly"));
        if (outcome.items().stream().anyMatch(SourceItem::isVisual)) {
            line(text, "pictures", pictures(amounts));
        }
        outcome.archives().ifPresent(archives -> line(text, "archives", archives(amounts, archives)));
        line(text, "sequences", sequences(amounts));
        outcome.measurement().ifPresent(measured -> line(text, "speed", speed(amounts, measured)));
        outcome.notSent().forEach(file -> line(text, "not sent", file.source() + ": " + file.reason()));
        line(text, "report", folder.page().toAbsolutePath().normalize().toString());
        return text.append(outcome.passed() ? "All is well." : "Something is wrong, see above.")
                .toString();
    }

    private String pictures(Amounts amounts) {
        VisualOutcome visual = outcome.visual();
        StringBuilder line = new StringBuilder();
        line.append(amounts.count(visual.frames()))
                .append(" in ")
                .append(amounts.count(visual.checks().size()))
                .append(" images and videos, decoded at ")
                .append(amounts.decibels(visual.psnr()));
        outcome.items().stream()
                .filter(item -> item.isVisual() && !item.exact())
                .forEach(item -> line.append("; ")
                        .append(item.source())
                        .append(
                                item.status() == ItemStatus.MISSING
                                        ? " has NO OUTCOME (does a route read its topic?)"
                                        : " was ANOTHER content"));
        return line.toString();
    }

    private static String archives(Amounts amounts, ArchiveOutcome archives) {
        return archives.formats().stream()
                        .map(format -> format.format() + " " + amounts.bytes(format.bytes()))
                        .collect(Collectors.joining(", "))
                + ", read back " + (archives.exact() ? "byte for byte" : "NOT exactly");
    }

    private String sequences(Amounts amounts) {
        if (outcome.sequences().isEmpty()) {
            return "no apps run here";
        }
        SequenceCheck check = outcome.sequences().get().check();
        if (check.number() == 0 && check.checkedItems() == 0) {
            return "none, for nothing new was sent";
        }
        StringBuilder line = new StringBuilder();
        line.append(amounts.count(check.number()))
                .append(" from ")
                .append(amounts.count(check.documents()))
                .append(" documents, ")
                .append(amounts.percent(check.fill()))
                .append(" full; ")
                .append(amounts.count(check.checkedItems()))
                .append(" items taken apart again, ")
                .append(
                        check.differingItems() == 0
                                ? "all as they were"
                                : amounts.count(check.differingItems()) + " NOT as they were");
        if (check.deadLetters() > 0) {
            line.append("; ").append(amounts.count(check.deadLetters())).append(" dead letters");
        }
        if (check.notCompared() > 0) {
            line.append("; ").append(amounts.count(check.notCompared())).append(" records more not compared");
        }
        check.problems().forEach(problem -> line.append("; ").append(problem));
        return line.toString();
    }

    private String speed(Amounts amounts, Measurement measured) {
        return amounts.rate(measured.rates().tokensPerSecond()) + " tokens/s, latency "
                + amounts.time(measured.latencyMs().p50()) + " (median) to "
                + amounts.time(measured.latencyMs().p99()) + " (99 of 100)"
                + (outcome.measuredNow() ? "" : ", from the last run that sent anything");
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format("%-10s %s%n", name, value));
    }
}
