package io.tokenloom.cli.deadletters;

import io.tokenloom.cli.deadletters.LetterTopic.Seen;
import io.tokenloom.cli.deadletters.ReplayReport.Mode;
import io.tokenloom.cli.deadletters.ReplayReport.Reach;
import io.tokenloom.cli.output.TextTable;
import io.tokenloom.cli.output.VisibleText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** For people. Stateless. */
final class TextPrinter implements LetterPrinter {
    private static final String GAP = "  ";

    @Override
    public String letter(Letter letter, Optional<Replayed> replayed) {
        StringBuilder line = new StringBuilder(address(letter));
        letter.replays()
                .ifPresent(
                        count -> line.append(count == 0 ? "" : GAP + "replayed " + count + " times before it failed"));
        replayed.ifPresent(entry -> line.append(GAP).append("replayed as ").append(VisibleText.of(entry.as())));
        return line.append(GAP).append(VisibleText.of(letter.says().message())).toString();
    }

    @Override
    public String summary(String topic, Seen seen, List<Group> groups) {
        StringBuilder text = new StringBuilder();
        if (!groups.isEmpty()) {
            TextTable table = new TextTable("code", "dead letters", "replayed");
            groups.forEach(group ->
                    table.row(VisibleText.of(group.reason()), number(group.letters()), number(group.replayed())));
            text.append(table);
        }
        return text.append(selected(topic, seen)).toString();
    }

    @Override
    public String refusal(Verdict.Refused refused) {
        return "not sent: " + address(refused.letter()) + GAP + VisibleText.of(refused.why());
    }

    @Override
    public String summary(ReplayReport report) {
        StringBuilder text = new StringBuilder();
        if (!report.routes().isEmpty()) {
            TextTable table = new TextTable("code", "to", report.mode() == Mode.SEND ? "sent" : "would be sent");
            report.routes()
                    .forEach(
                            route -> table.row(VisibleText.of(route.reason()), route.topic(), number(route.records())));
            text.append(table);
        }
        report.routes().stream()
                .filter(route -> route.expiring() > 0)
                .forEach(route -> text.append(String.format(
                        Locale.ROOT,
                        "%,d of %s to %s are older than what that topic keeps, and may be removed within minutes: its readers"
                                + " have to be running.%n",
                        route.expiring(),
                        VisibleText.of(route.reason()),
                        route.topic())));
        text.append(selected(report.topic(), report.seen())).append("; ");
        text.append(number(report.records())).append(report.mode() == Mode.SEND ? " sent, " : " would be sent, ");
        text.append(number(report.done())).append(" were sent before, ");
        text.append(number(report.refused())).append(" can't be sent");
        if (report.reach() == Reach.PART) {
            text.append(String.format("%nended early: repeat the command for the rest"));
        } else if (report.mode() == Mode.DRY_RUN && report.records() > 0) {
            text.append(String.format("%ndry run, nothing was sent: --send sends"));
        }
        return text.toString();
    }

    private static String address(Letter letter) {
        return letter.source() + GAP + VisibleText.of(letter.reason()) + GAP + letter.time();
    }

    private static String selected(String topic, Seen seen) {
        String strays = seen.strays() == 0
                ? ""
                : String.format(Locale.ROOT, ", %,d records beside them name no source record", seen.strays());
        return String.format(
                Locale.ROOT,
                "%,d of %,d dead letters of %s selected%s",
                seen.selected(),
                seen.letters(),
                topic,
                strays);
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
