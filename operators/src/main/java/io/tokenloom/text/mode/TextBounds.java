package io.tokenloom.text.mode;

import io.tokenloom.text.digits.DigitGroupSplitter;
import io.tokenloom.text.items.ItemSplitter;
import io.tokenloom.text.split.Splitter;

/** Bounds that no token reaches across. Not thread-safe. */
interface TextBounds {
    /** Cuts nowhere itself: whether a text that goes on is one piece can't be told before its end. */
    Splitter UNCUT = (utf8, from, to, last, ends) -> {
        ends[0] = to;
        return last && from < to ? 1 : 0;
    };

    /** The first bound behind an index of well-formed UTF-8, at most {@code to}; {@code from} is less. */
    int next(byte[] utf8, int from, int to);

    /** Between the groups of three of runs of digits, counted from the right. */
    static TextBounds ofDigits() {
        return new GivenEnds(new DigitGroupSplitter(UNCUT));
    }

    /** Behind each letter and each digit. */
    static TextBounds ofItems() {
        return new GivenEnds(new ItemSplitter(UNCUT));
    }
}
