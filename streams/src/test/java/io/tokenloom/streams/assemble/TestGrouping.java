package io.tokenloom.streams.assemble;

import io.tokenloom.record.Modality;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Groupings of tests: ten seconds of gap, two of grace, and one thing that is otherwise. */
final class TestGrouping {
    static final Grouping USUAL = of(Grouping.DEFAULT.by(), 10_000, Duration.ofMinutes(10), Map.of(), 64 << 20);

    private TestGrouping() {}

    static Grouping by(GroupKey... keys) {
        return of(List.of(keys), USUAL.items(), USUAL.span(), Map.of(), USUAL.heldBytes());
    }

    static Grouping expecting(Map<Modality, Integer> expected) {
        return of(USUAL.by(), USUAL.items(), USUAL.span(), expected, USUAL.heldBytes());
    }

    static Grouping limited(int items, Duration span, long heldBytes) {
        return of(USUAL.by(), items, span, Map.of(), heldBytes);
    }

    private static Grouping of(
            List<GroupKey> by, int items, Duration span, Map<Modality, Integer> expected, long heldBytes) {
        return new Grouping(
                by,
                Duration.ofSeconds(10),
                Duration.ofSeconds(2),
                span,
                items,
                expected,
                Duration.ofSeconds(10),
                heldBytes);
    }
}
