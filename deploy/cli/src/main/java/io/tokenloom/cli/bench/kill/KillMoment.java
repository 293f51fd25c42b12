package io.tokenloom.cli.bench.kill;

import java.time.Duration;
import java.util.Locale;

/**
 * When a round kills. By share of the work and not by the clock, so that a seed means the same on a slow machine.
 *
 * @param share how much of what the undisturbed run wrote must be written before, from 0 to 1
 * @param trigger what must happen then
 * @param later how long after that
 */
public record KillMoment(double share, Trigger trigger, Duration later) {
    /** Checks. */
    public KillMoment {
        if (share < 0 || share > 1) {
            throw new IllegalArgumentException("share is " + share + "; it must be from 0 to 1");
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%.0f %% written, %s + %d ms", 100 * share, trigger.label(), later.toMillis());
    }
}
