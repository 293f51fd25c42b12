package io.tokenloom.cli.platform;

import io.tokenloom.standalone.PartStatus;
import io.tokenloom.standalone.StandaloneStatus;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Tells how a start goes: a line for each part that is healthy or died, and on a terminal a bar below that says what is
 * waited for. Not thread-safe.
 */
public final class StartWatch implements Consumer<StandaloneStatus>, AutoCloseable {
    private final PrintStream out;
    private final Clock clock;
    private final Instant started;
    private final Optional<ProgressBar> bar;
    private final Map<String, PartStatus.Health> seen = new HashMap<>();

    private StartWatch(PrintStream out, Clock clock, Optional<ProgressBar> bar) {
        this.out = out;
        this.clock = clock;
        this.started = clock.instant();
        this.bar = bar;
    }

    /** On standard error; with a bar where a person looks at it. */
    public static StartWatch onStandardError() {
        Clock clock = Clock.systemUTC();
        return System.console() == null ? lines(System.err, clock) : terminal(System.err, clock);
    }

    /** Only lines. */
    static StartWatch lines(PrintStream out, Clock clock) {
        return new StartWatch(out, clock, Optional.empty());
    }

    /** Lines and a bar. */
    static StartWatch terminal(PrintStream out, Clock clock) {
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("up")
                .setUnit(" parts", 1)
                .setInitialMax(1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(250)
                .clearDisplayOnFinish()
                .setConsumer(new ConsoleProgressBarConsumer(out))
                .build();
        return new StartWatch(out, clock, Optional.of(bar));
    }

    @Override
    public void accept(StandaloneStatus status) {
        status.parts().forEach(this::tell);
        bar.ifPresent(shown -> {
            List<PartStatus> parts = status.parts();
            shown.maxHint(Math.max(1, parts.size()));
            shown.stepTo(parts.stream().filter(StartWatch::healthy).count());
            shown.setExtraMessage(parts.stream()
                    .filter(part -> !healthy(part))
                    .map(PartStatus::name)
                    .collect(Collectors.joining(", ")));
        });
    }

    private void tell(PartStatus part) {
        PartStatus.Health before = seen.put(part.name(), part.health());
        if (part.health() == before) {
            return;
        }
        switch (part.health()) {
            case HEALTHY -> line(part, "healthy", "after " + seconds());
            case DEAD, REFUSED -> line(part, "died:", part.detail() + " (see " + part.log() + ")");
            case UNHEALTHY -> line(part, "does not answer:", part.detail());
            case WAITING, STARTING, STOPPED -> {
                // The bar names what is waited for.
            }
        }
    }

    private void line(PartStatus part, String state, String more) {
        // Over the bar, if there is one.
        out.print(bar.isPresent() ? "\r\033[K" : "");
        out.println(String.format(Locale.ROOT, "  %-12s %s %s", part.name(), state, more)
                .stripTrailing());
        bar.ifPresent(ProgressBar::refresh);
    }

    private String seconds() {
        return String.format(
                Locale.ROOT,
                "%.1f s",
                Duration.between(started, clock.instant()).toMillis() / 1000.0);
    }

    private static boolean healthy(PartStatus part) {
        return part.health() == PartStatus.Health.HEALTHY;
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }
}
