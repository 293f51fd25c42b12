package io.tokenloom.standalone.supervisor;

import java.util.concurrent.TimeUnit;

/** How long a dead part stays dead: half a second, doubled by each death in a row, half a minute at most. */
final class Backoff {
    private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(30);
    /** A life this long after becoming healthy makes the next death a first one. */
    private static final long GOOD_LIFE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private boolean healthyNow;
    private long healthySince;
    private long delay = FIRST_NANOS;
    private long over;

    void healthy(long now) {
        if (!healthyNow) {
            healthySince = now;
        }
        healthyNow = true;
    }

    void died(long now) {
        if (healthyNow && now - healthySince >= GOOD_LIFE_NANOS) {
            delay = FIRST_NANOS;
        }
        healthyNow = false;
        over = now + delay;
        delay = Math.min(delay * 2, LONGEST_NANOS);
    }

    boolean isOver(long now) {
        return now - over >= 0;
    }
}
