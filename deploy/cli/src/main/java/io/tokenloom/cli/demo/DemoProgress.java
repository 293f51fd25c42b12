package io.tokenloom.cli.demo;

import io.tokenloom.cli.ledger.LedgerCounts;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Tells how far the outcomes are: a bar where a person looks at it, else a line now and then. Not thread-safe. */
final class DemoProgress implements AutoCloseable {
    private static final int LINE_EVERY_SECONDS = 5;

    private final PrintStream out;
    private final Optional<ProgressBar> bar;
    private long lastLine = System.nanoTime();

    private DemoProgress(PrintStream out, Optional<ProgressBar> bar) {
        this.out = out;
        this.bar = bar;
    }

    /** On standard error. */
    static DemoProgress onStandardError() {
        PrintStream out = System.err;
        if (System.console() == null) {
            return new DemoProgress(out, Optional.empty());
        }
        return new DemoProgress(
                out,
                Optional.of(new ProgressBarBuilder()
                        .setTaskName("tokenize")
                        .setUnit(" records", 1)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(250)
                        .clearDisplayOnFinish()
                        .setConsumer(new ConsoleProgressBarConsumer(out))
                        .build()));
    }

    void tell(LedgerCounts counts) {
        long done = counts.sources() - counts.missing();
        bar.ifPresent(shown -> {
            shown.maxHint(counts.sources());
            shown.stepTo(done);
        });
        if (bar.isEmpty() && System.nanoTime() - lastLine > LINE_EVERY_SECONDS * 1_000_000_000L) {
            lastLine = System.nanoTime();
            out.println(String.format(Locale.ROOT, "  %,d of %,d records have an outcome", done, counts.sources()));
        }
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }
}
