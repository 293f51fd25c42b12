package io.tokenloom.cli.ledger;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of the source records of all routes. Where several routes read one topic, each accounts for all of it.
 *
 * @param routes in the order of the routes file
 * @param strays records on output topics that say of no source where they come from
 */
public record LedgerReport(List<RouteCounts> routes, Strays strays) {
    /** Copies the list. */
    public LedgerReport {
        routes = List.copyOf(routes);
    }

    /** The sum over all routes; strays count as unknown. */
    public LedgerCounts total() {
        LedgerCounts unknown = new LedgerCounts(0, 0, 0, 0, 0, 0, strays.count());
        return routes.stream().map(RouteCounts::counts).reduce(unknown, LedgerCounts::plus);
    }

    /** Dead-lettered source records of all routes by failure code. */
    public SortedMap<String, Long> deadLetterCodes() {
        SortedMap<String, Long> sum = new TreeMap<>();
        routes.forEach(route -> route.deadLetterCodes().forEach((code, count) -> sum.merge(code, count, Long::sum)));
        return sum;
    }

    /** Whether every source record has exactly one outcome, and every outcome a source record. */
    public boolean balanced() {
        return total().balanced();
    }
}
