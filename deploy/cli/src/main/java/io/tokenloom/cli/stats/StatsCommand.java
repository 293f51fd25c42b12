package io.tokenloom.cli.stats;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.ExitCode;
import io.tokenloom.cli.connection.ConnectionOptions;
import io.tokenloom.cli.connection.RegistryClients;
import io.tokenloom.cli.output.JsonText;
import io.tokenloom.connection.Connections;
import io.tokenloom.reader.records.CommittedRecords;
import io.tokenloom.reader.records.TokenizerCatalogue;
import io.tokenloom.record.PackedSequence;
import io.tokenloom.record.TokenStatistics;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.wire.SchemaSource;
import java.io.PrintWriter;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tokenloom stats}. */
@Command(
        name = "stats",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what apps measure of tokens, and how full the sequences are that they pack.",
            "",
            "A row for the newest window of each series: a tokenizer, a source topic and a partition of a token topic. Tokens"
                    + " and items of it, different ids, bits a token (entropy; conditional: where the token before is"
                    + " known, ~ where it is an estimate), exponents of Zipf's and of Heaps' law (growth), new ids in 1000"
                    + " tokens, the share of the vocabulary that was used, bits of a unigram model for a byte of text,"
                    + " bytes a token, what Deflate leaves of the packed ids, and records that came too late.",
            "",
            "Of packed sequences all that are there: how full they are on average, and how long documents waited for"
                    + " them, in stream time."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:shown",
            "1:no app has written statistics or sequences",
            "2:the connections file has mistakes",
            "3:Kafka or the schema registry can't be reached"
        })
public final class StatsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connectionOptions;

    @Option(names = "--all", description = "All windows, not only the newest.")
    private boolean all;

    @Option(names = "--json", description = "One JSON document, with all that the windows have.")
    private boolean json;

    /** Picocli makes it. */
    public StatsCommand() {}

    @Override
    public Integer call() {
        Connections connections = connectionOptions.connections();
        try (SchemaSource schemas = RegistryClients.connect(connections)) {
            StatsReport report = report(new CommittedRecords(connections), schemas);
            PrintWriter out = spec.commandLine().getOut();
            out.println(json ? JsonText.of(report.json()) : report.table());
            out.flush();
        }
        return ExitCode.OK;
    }

    private StatsReport report(CommittedRecords records, SchemaSource schemas) {
        String statistics = TopicCatalogue.STATISTICS.name();
        String sequences = TopicCatalogue.PACKED.name();
        boolean packs = !records.ranges(sequences).isEmpty();
        if (!packs && records.ranges(statistics).isEmpty()) {
            throw CommandException.failed("There is no topic " + statistics + " and no topic " + sequences
                    + ". Apps make them: \"tokenloom up\" runs those of an apps file.");
        }
        StoredRecords stored = new StoredRecords(records, schemas);
        Windows windows = new Windows(all ? Windows.Kept.ALL : Windows.Kept.NEWEST);
        stored.visit(statistics, TokenStatistics.class, windows::add);
        Packing packing = new Packing();
        stored.visit(sequences, PackedSequence.class, packing::add);
        TokenizerCatalogue catalogue = TokenizerCatalogue.read(records, schemas);
        return new StatsReport(
                windows.all(),
                packs ? Optional.of(packing.figures()) : Optional.empty(),
                fingerprint -> name(catalogue, fingerprint));
    }

    private static String name(TokenizerCatalogue catalogue, TokenizerFingerprint fingerprint) {
        return catalogue
                .find(fingerprint.bytes())
                .map(version -> version.getName() + "@" + version.getVersion())
                .orElseGet(() -> HexFormat.of().formatHex(fingerprint.bytes()));
    }
}
