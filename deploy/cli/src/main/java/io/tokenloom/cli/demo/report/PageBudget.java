package io.tokenloom.cli.demo.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** How many characters of pictures a page still has room for: a report should open at once. Not thread-safe. */
final class PageBudget {
    private static final long MOST = 1_400_000;

    private long left = MOST;

    /** The first of these that fit together with all that was taken before. */
    <T> List<T> firstOf(List<T> all, ToLongFunction<T> size) {
        List<T> taken = new ArrayList<>();
        for (T one : all) {
            long needed = size.applyAsLong(one);
            if (needed <= left) {
                left -= needed;
                taken.add(one);
            }
        }
        return taken;
    }
}
