package io.tokenloom.cli.ledger;

import io.tokenloom.cli.ExitCode;
import io.tokenloom.cli.connection.DurationConverter;
import io.tokenloom.cli.connection.RegistryClients;
import io.tokenloom.cli.connection.RoutesOptions;
import io.tokenloom.connection.Connections;
import io.tokenloom.jobs.routes.Routes;
import io.tokenloom.reader.records.CommittedRecords;
import io.tokenloom.wire.SchemaSource;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tokenloom ledger}. */
@Command(
        name = "ledger",
        mixinStandardHelpOptions = true,
        description = {
            "Accounts for every record of the routes' source topics: tokens, dead letter or declared skip, exactly once.",
            "",
            "Reads committed records only, from the topics themselves and independently of the job. Records that come"
                    + " while it runs are not counted. Takes four bits of memory for each source offset and route.",
            "Ends with status 0 if it balances, with 1 if something is missing, duplicated or unknown."
        })
public final class LedgerCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private RoutesOptions options;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Wait so long at most until nothing is missing, such as 30s or 5min (default: don't wait).")
    private Duration wait = Duration.ZERO;

    @Option(names = "--json", description = "Print the ledger as JSON.")
    private boolean json;

    /** Picocli makes it. */
    public LedgerCommand() {}

    @Override
    public Integer call() {
        Connections connections = options.connection().connections();
        Routes routes = options.routes();
        LedgerReport report = count(connections, routes);
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? LedgerText.json(report) : LedgerText.table(report));
        out.flush();
        return report.balanced() ? ExitCode.OK : ExitCode.FAILED;
    }

    private LedgerReport count(Connections connections, Routes routes) {
        try (SchemaSource schemas = RegistryClients.connect(connections)) {
            RoutesLedger ledger = RoutesLedger.open(new CommittedRecords(connections), routes, schemas);
            LedgerWait waiting = new LedgerWait(wait);
            if (System.console() == null || wait.isZero()) {
                return waiting.until(ledger, report -> {});
            }
            try (ProgressBar bar = bar(ledger.report().total().sources())) {
                return waiting.until(
                        ledger,
                        report -> bar.stepTo(
                                report.total().sources() - report.total().missing()));
            }
        }
    }

    private static ProgressBar bar(long sources) {
        return new ProgressBarBuilder()
                .setTaskName("ledger")
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(250)
                .clearDisplayOnFinish()
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .setInitialMax(sources)
                .build();
    }
}
