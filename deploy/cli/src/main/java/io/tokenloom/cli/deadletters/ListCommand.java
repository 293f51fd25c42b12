package io.tokenloom.cli.deadletters;

import io.tokenloom.cli.ExitCode;
import io.tokenloom.cli.connection.ConnectionOptions;
import io.tokenloom.cli.deadletters.LetterPrinter.Group;
import io.tokenloom.cli.deadletters.LetterTopic.Seen;
import io.tokenloom.reader.records.CommittedRecords;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tokenloom dead-letters list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {
            "Shows dead letters, committed ones only, and how many there are of each code.",
            "",
            "One line each: the source record's address, failure code, time, and reason; whether it was replayed.",
        })
public final class ListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private SelectionOptions options;

    @Option(names = "--json", description = "One JSON object per line; the last one is the summary.")
    private boolean json;

    /** Picocli makes it. */
    public ListCommand() {}

    @Override
    public Integer call() {
        Selection selection = options.selection();
        CommittedRecords records = new CommittedRecords(connection.connections());
        LetterTopic letters = new LetterTopic(records, options.topic());
        LetterPrinter printer = json ? new JsonPrinter() : new TextPrinter();
        PrintWriter out = spec.commandLine().getOut();
        Replays replays = Replays.read(records);
        Map<String, Group> groups = new TreeMap<>();
        Seen seen = letters.visitWhile(selection, letter -> {
            Optional<Replayed> replayed = replays.of(letter);
            out.println(printer.letter(letter, replayed));
            groups.merge(
                    letter.reason(),
                    new Group(letter.reason(), 1, replayed.isPresent() ? 1 : 0),
                    (some, one) ->
                            new Group(some.reason(), some.letters() + one.letters(), some.replayed() + one.replayed()));
            return !out.checkError();
        });
        out.println(printer.summary(options.topic(), seen, List.copyOf(groups.values())));
        out.flush();
        return ExitCode.OK;
    }
}
