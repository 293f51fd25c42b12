package io.tokenloom.jobs.tokenize;

import io.tokenloom.text.items.ItemsPerToken;
import org.apache.flink.metrics.MetricGroup;

/**
 * How many letters and digits the tokens of a route hold, in Flink's metrics with the label {@code route}: {@code
 * itemsPerTokenMax} and {@code itemsPerTokenMean}, the latter over tokens that hold any. Looks at every {@value #EVERY}th text,
 * for a look costs about as much as encoding. Confined to one task.
 */
final class TokenItems {
    private static final int EVERY = 16;

    private long texts;
    private volatile ItemsPerToken seen = ItemsPerToken.NONE;

    TokenItems(MetricGroup operator, String route) {
        MetricGroup group = operator.addGroup("tokenloom").addGroup("route", route);
        group.gauge("itemsPerTokenMax", () -> seen.maximum());
        group.gauge("itemsPerTokenMean", () -> seen.mean());
    }

    /** Whether the next text is one to look at. */
    boolean due() {
        return texts++ % EVERY == 0;
    }

    /** Takes a text in. */
    void see(ItemsPerToken ofText) {
        seen = seen.plus(ofText);
    }
}
