package io.tokenloom.cli.demo.report;

import java.util.List;

/**
 * Whether packed sequences hold the tokens of the records that this run made, taken apart again.
 *
 * @param number sequences that were packed during the run
 * @param documents documents that begin in them
 * @param ids their ids
 * @param fill mean share of the context length that has ids, 0 to 1
 * @param checkedItems items whose tokens were compared one by one: what one tokenizer made of one source record
 * @param differingItems those of which anything was not as it was made, or did not come back
 * @param deadLetters items that an app gave up, as its options say
 * @param textBytes bytes of texts that were decoded from packed ids and compared with the digests of their sources
 * @param notCompared token records beyond those that are held for the comparison
 * @param problems the first things that were wrong
 */
public record SequenceCheck(
        long number,
        long documents,
        long ids,
        double fill,
        long checkedItems,
        long differingItems,
        long deadLetters,
        long textBytes,
        long notCompared,
        List<String> problems) {
    /** Copies. */
    public SequenceCheck {
        problems = List.copyOf(problems);
    }
}
