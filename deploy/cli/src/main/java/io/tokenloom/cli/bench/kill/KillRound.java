package io.tokenloom.cli.bench.kill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * One round.
 *
 * @param number from 1
 * @param victim what is killed
 * @param moment when
 */
public record KillRound(int number, Victim victim, KillMoment moment) {
    /** One checkpoint interval: later moments would only repeat earlier ones. */
    private static final int CHECKPOINT_MILLIS = 1_000;

    /** A checkpoint is written, and its transactions are committed, within about so long. */
    private static final int CLOSE_MILLIS = 40;

    private static final double EARLIEST_SHARE = 0.05;
    private static final double LATEST_SHARE = 0.85;

    /** Rounds that follow from a seed; each run of seven has every victim. */
    public static List<KillRound> seeded(long seed, int rounds) {
        // Each from a source of its own, so that more rounds begin with the fewer.
        Random order = new Random(seed);
        Random moments = new Random(~seed);
        List<Victim> victims = new ArrayList<>();
        while (victims.size() < rounds) {
            List<Victim> all = new ArrayList<>(List.of(Victim.values()));
            Collections.shuffle(all, order);
            victims.addAll(all);
        }
        List<KillRound> made = new ArrayList<>();
        for (int number = 1; number <= rounds; number++) {
            made.add(new KillRound(number, victims.get(number - 1), moment(moments, victims.get(number - 1))));
        }
        return List.copyOf(made);
    }

    private static KillMoment moment(Random random, Victim victim) {
        double share = EARLIEST_SHARE + (LATEST_SHARE - EARLIEST_SHARE) * random.nextDouble();
        Trigger trigger = trigger(random, victim);
        int within = trigger == Trigger.ANY_TIME ? CHECKPOINT_MILLIS : CLOSE_MILLIS;
        return new KillMoment(share, trigger, Duration.ofMillis(random.nextInt(within)));
    }

    private static Trigger trigger(Random random, Victim victim) {
        List<Trigger> apt = victim == Victim.INGEST
                ? List.of(Trigger.ANY_TIME, Trigger.INGEST_COMMITS)
                : List.of(Trigger.ANY_TIME, Trigger.CHECKPOINT_BEGINS, Trigger.CHECKPOINT_COMPLETE);
        return apt.get(random.nextInt(apt.size()));
    }
}
