package io.tokenloom.sequence;

import io.tokenloom.record.OmissionReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;

/**
 * The most ids that a document may have, and how its pictures share what its texts leave: texts keep their tokens, and each
 * picture gets its shortest valid cut first. Where not even these have room, the latest pictures are left out, then the
 * latest texts are cut. Immutable.
 *
 * @param ids of a document, begin and end ids included
 * @param division among pictures
 */
public record TokenBudget(int ids, Division division) {
    private static final int HALVINGS = 64;

    /** How pictures share. */
    public enum Division {
        /** As many ids each; what one doesn't need, the others have. */
        EQUAL,
        /**
         * By measured complexity: all pictures reach the same quality, as far as it goes, where their records tell the
         * quality of prefixes; the others get ids in proportion to the entropy of their own ids.
         */
        COMPLEXITY
    }

    /** Checks. */
    public TokenBudget {
        if (ids < 1) {
            throw new IllegalArgumentException("A budget of " + ids + " ids; write 1 or more.");
        }
    }

    /** What became of the passages of a document: those that are left, and those of which something is not. */
    record Divided(List<Passage> passages, List<Omission> omissions) {}

    /** Passages within this budget, in their order. */
    Divided divide(List<Passage> passages, int reserved) {
        long left = (long) ids - reserved;
        List<Optional<Passage>> kept = new ArrayList<>();
        long least = 0;
        for (Passage passage : passages) {
            Optional<Passage> shortest = shortest(passage);
            kept.add(shortest);
            least += shortest.map(Passage::length).orElse(0);
        }
        for (int i = passages.size() - 1; i >= 0 && least > left; i--) {
            if (kept.get(i).orElse(null) instanceof Passage.Picture picture) {
                least -= picture.length();
                kept.set(i, Optional.empty());
            }
        }
        for (int i = passages.size() - 1; i >= 0 && least > left; i--) {
            if (kept.get(i).orElse(null) instanceof Passage.Text text) {
                Passage.Text cut = text.within((int) Math.max(0, text.length() - (least - left)));
                least -= text.length() - cut.length();
                kept.set(i, cut.tokens() == 0 ? Optional.empty() : Optional.of(cut));
            }
        }
        share(passages, kept, left - least);
        return divided(passages, kept);
    }

    private static Optional<Passage> shortest(Passage passage) {
        if (!(passage instanceof Passage.Picture picture)) {
            return Optional.of(passage);
        }
        // A search, for valid lengths may lie anywhere; the whole always is one.
        int low = 0;
        int high = picture.length();
        while (low + 1 < high) {
            int middle = (low + high) >>> 1;
            if (picture.within(middle).isPresent()) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return picture.within(high).map(found -> found);
    }

    private void share(List<Passage> whole, List<Optional<Passage>> kept, long spare) {
        List<Integer> pictures = new ArrayList<>();
        for (int i = 0; i < kept.size(); i++) {
            if (kept.get(i).orElse(null) instanceof Passage.Picture) {
                pictures.add(i);
            }
        }
        if (pictures.isEmpty()) {
            return;
        }
        long room = spare;
        for (int picture : pictures) {
            room += kept.get(picture).orElseThrow().length();
        }
        long all = room;
        List<Passage.Picture> wholes =
                pictures.stream().map(i -> (Passage.Picture) whole.get(i)).toList();
        List<Passage.Picture> least = pictures.stream()
                .map(i -> (Passage.Picture) kept.get(i).orElseThrow())
                .toList();
        List<Passage.Picture> shared = division == Division.COMPLEXITY
                        && wholes.stream()
                                .noneMatch(picture -> picture.qualities().isEmpty())
                ? highest(wholes, least, all, this::qualityRange, TokenBudget::reaching)
                : highest(wholes, least, all, ranges -> new double[] {0, all + 1}, weighted(wholes));
        for (int i = 0; i < shared.size(); i++) {
            kept.set(pictures.get(i), Optional.of(shared.get(i)));
        }
        spendRest(
                wholes,
                pictures,
                kept,
                all - shared.stream().mapToLong(Passage::length).sum());
    }

    private double[] qualityRange(List<Passage.Picture> pictures) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Passage.Picture picture : pictures) {
            for (float quality : picture.qualities()) {
                low = Math.min(low, quality);
                high = Math.max(high, quality);
            }
        }
        return new double[] {low, high + 1};
    }

    private static DoubleFunction<List<Passage.Picture>> reaching(
            List<Passage.Picture> wholes, List<Passage.Picture> least) {
        return level -> {
            List<Passage.Picture> cut = new ArrayList<>();
            for (int i = 0; i < wholes.size(); i++) {
                cut.add(longer(least.get(i), wholes.get(i).reaching((float) level)));
            }
            return cut;
        };
    }

    private Levels weighted(List<Passage.Picture> wholes) {
        double[] weights = new double[wholes.size()];
        double heaviest = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = division == Division.EQUAL ? 1 : Complexity.bits(wholes.get(i)) + 1;
            heaviest = Math.max(heaviest, weights[i]);
        }
        double most = heaviest;
        return (all, least) -> level -> {
            List<Passage.Picture> cut = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                long ids = (long) Math.floor(level * weights[i] / most * all.size());
                cut.add(all.get(i).within(ids).map(found -> found).orElse(least.get(i)));
                cut.set(i, longer(least.get(i), cut.get(i)));
            }
            return cut;
        };
    }

    private static Passage.Picture longer(Passage.Picture one, Passage.Picture other) {
        return one.length() >= other.length() ? one : other;
    }

    /** From the passages as a whole and at their shortest to how they are at a level. */
    @FunctionalInterface
    private interface Levels {
        DoubleFunction<List<Passage.Picture>> of(List<Passage.Picture> wholes, List<Passage.Picture> least);
    }

    /** The pictures at the highest level at which they have room together; a higher level never takes fewer ids. */
    private static List<Passage.Picture> highest(
            List<Passage.Picture> wholes,
            List<Passage.Picture> least,
            long room,
            java.util.function.Function<List<Passage.Picture>, double[]> range,
            Levels levels) {
        DoubleFunction<List<Passage.Picture>> at = levels.of(wholes, least);
        double[] between = range.apply(wholes);
        List<Passage.Picture> best = least;
        double low = between[0];
        double high = between[1];
        for (int i = 0; i < HALVINGS; i++) {
            double level = (low + high) / 2;
            List<Passage.Picture> tried = at.apply(level);
            if (tried.stream().mapToLong(Passage::length).sum() <= room) {
                best = tried;
                low = level;
            } else {
                high = level;
            }
        }
        return best;
    }

    /** Steps are coarse, so something may be left: it goes to the first pictures that can use it. */
    private static void spendRest(
            List<Passage.Picture> wholes, List<Integer> pictures, List<Optional<Passage>> kept, long rest) {
        long left = rest;
        for (int i = 0; i < wholes.size() && left > 0; i++) {
            Passage now = kept.get(pictures.get(i)).orElseThrow();
            Passage.Picture more = wholes.get(i).within(now.length() + left).orElseThrow();
            if (more.length() > now.length()) {
                left -= more.length() - now.length();
                kept.set(pictures.get(i), Optional.of(more));
            }
        }
    }

    private static Divided divided(List<Passage> passages, List<Optional<Passage>> kept) {
        List<Passage> left = new ArrayList<>();
        List<Omission> omissions = new ArrayList<>();
        for (int i = 0; i < passages.size(); i++) {
            kept.get(i).ifPresent(left::add);
            Omission.between(passages.get(i), kept.get(i), OmissionReason.BUDGET, omissions);
        }
        return new Divided(left, omissions);
    }
}
