package io.tokenloom.cli.ingest;

import java.io.PrintStream;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar in bytes on standard error, where a person looks at it. */
final class TerminalMeter implements Meter, AutoCloseable {
    private static final long MEBIBYTE = 1024L * 1024;

    private final ProgressBar bar;

    private TerminalMeter(ProgressBar bar) {
        this.bar = bar;
    }

    /** A bar over the sources whose sizes are known; without a known size it counts up. */
    static TerminalMeter over(List<SourceFile> sources, PrintStream terminal) {
        return of(totalBytes(sources), terminal);
    }

    /** A bar that counts up. */
    static TerminalMeter counting(PrintStream terminal) {
        return of(-1, terminal);
    }

    private static TerminalMeter of(long totalBytes, PrintStream terminal) {
        ProgressBarBuilder builder = new ProgressBarBuilder()
                .setTaskName("ingest")
                .setUnit(" MiB", MEBIBYTE)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(250)
                .clearDisplayOnFinish()
                .setConsumer(new me.tongfei.progressbar.ConsoleProgressBarConsumer(terminal))
                .setInitialMax(totalBytes);
        return new TerminalMeter(builder.build());
    }

    private static long totalBytes(List<SourceFile> sources) {
        long total = 0;
        for (SourceFile source : sources) {
            try {
                if (source.content().size().isEmpty()) {
                    return -1;
                }
                total += source.content().size().getAsLong();
            } catch (java.io.IOException e) {
                // It will be reported when its turn comes.
                total += 0;
            }
        }
        return total;
    }

    @Override
    public void advance(long bytes) {
        bar.stepBy(bytes);
    }

    @Override
    public void close() {
        bar.close();
    }
}
