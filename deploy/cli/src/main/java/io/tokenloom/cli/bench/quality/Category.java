package io.tokenloom.cli.bench.quality;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * Stills of one kind, and means over them.
 *
 * @param name what kind
 * @param stills all of them
 */
record Category(String name, List<StillResult> stills) {
    /** Copies. */
    Category {
        stills = List.copyOf(stills);
    }

    /** How many stills a method says at a size. */
    int count(String method, int place) {
        return (int) stills.stream()
                .filter(still -> still.score(method, place).isPresent())
                .count();
    }

    /** Mean over the stills that a method says at a size; empty where there are none. */
    OptionalDouble mean(String method, int place, ToDoubleFunction<Score> value) {
        return stills.stream()
                .map(still -> still.score(method, place))
                .flatMap(Optional::stream)
                .mapToDouble(value)
                .average();
    }

    /**
     * How the tokens compare with the best of some methods, chosen for each still.
     *
     * @param stills how many any of the methods says; the others do not count
     * @param tokens mean of the tokens over these stills
     * @param best mean of the best method over these stills
     */
    record Lead(int stills, double tokens, double best) {
        double difference() {
            return tokens - best;
        }
    }

    /** By a measure of which more is better; empty where no still is said by any of the methods. */
    Optional<Lead> lead(List<String> methods, int place, Measure measure) {
        double tokens = 0;
        double best = 0;
        int count = 0;
        for (StillResult still : stills) {
            OptionalDouble highest = methods.stream()
                    .map(method -> still.score(method, place))
                    .flatMap(Optional::stream)
                    .mapToDouble(score -> score.of(measure))
                    .max();
            Optional<Score> own = still.score(StillResult.TOKENS, place);
            if (highest.isPresent() && own.isPresent()) {
                count++;
                tokens += own.get().of(measure);
                best += highest.getAsDouble();
            }
        }
        return count == 0 ? Optional.empty() : Optional.of(new Lead(count, tokens / count, best / count));
    }

    /** Mean of the tokens over that of another method, on the stills that it says; empty where there is nothing to divide by. */
    OptionalDouble ratio(String method, int place, Measure measure) {
        List<StillResult> both = stills.stream()
                .filter(still -> still.score(method, place).isPresent()
                        && still.score(StillResult.TOKENS, place).isPresent())
                .toList();
        Category common = new Category(name, both);
        OptionalDouble other = common.mean(method, place, score -> score.of(measure));
        return other.isPresent() && other.getAsDouble() > 0
                ? OptionalDouble.of(common.mean(StillResult.TOKENS, place, score -> score.of(measure))
                                .getAsDouble()
                        / other.getAsDouble())
                : OptionalDouble.empty();
    }

    /** Mean gain of a step from 1 on over the one before, dB. */
    double gain(int step) {
        return stills.stream()
                .mapToDouble(still -> still.steps().get(step) - still.steps().get(step - 1))
                .average()
                .orElse(0);
    }

    /** The still in which a prefix of a step is worst against a shorter one; of at least one still. */
    StillResult worstDrop(int step) {
        StillResult worst = stills.get(0);
        for (StillResult still : stills) {
            if (still.drops().get(step) > worst.drops().get(step)) {
                worst = still;
            }
        }
        return worst;
    }
}
