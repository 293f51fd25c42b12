package io.tokenloom.cli.ledger;

import java.util.SortedMap;

/**
 * What became of the source records of one route.
 *
 * @param route name of the route
 * @param source topic it reads
 * @param tokens topic of its tokens
 * @param deadLetters topic of its dead letters
 * @param counts the numbers
 * @param deadLetterCodes dead-lettered source records by failure code
 */
public record RouteCounts(
        String route,
        String source,
        String tokens,
        String deadLetters,
        LedgerCounts counts,
        SortedMap<String, Long> deadLetterCodes) {}
