package io.tokenloom.cli.ledger;

/**
 * Records on output topics that say of no source where they come from: written by something else than the Tokenize job,
 * or damaged.
 *
 * @param count how many
 * @param first where the first one is and what is wrong with it; empty if there is none
 */
public record Strays(long count, String first) {
    /** No stray. */
    public static final Strays NONE = new Strays(0, "");

    /** One more. */
    Strays with(String address, String problem) {
        return new Strays(count + 1, count == 0 ? address + ": " + problem : first);
    }
}
