package io.tokenloom.cli.bench.pipeline;

import io.tokenloom.jobs.routes.Guarantee;

/**
 * One graph of the job: a source topic, a target topic and what lies between.
 *
 * @param name name of its route and its job
 * @param guarantee how sure records arrive
 */
record Lane(String name, Guarantee guarantee) {
    private static final String ROUTES = """
            job: bench-%1$s
            delivery: {guarantee: %2$s}
            routes:
              - name: %1$s
                from: {topic: %3$s, format: lines}
                tokenizer: builtin:o200k_base
                to: %4$s
            """;

    /** Tokens as the usual route makes them. */
    static final Lane TOKENS = new Lane("tokens", Guarantee.EXACTLY_ONCE);

    /** Tokens that are visible at once. */
    static final Lane TOKENS_AT_ONCE = new Lane("tokens-at-least-once", Guarantee.AT_LEAST_ONCE);

    /** The same records, copied. */
    static final Lane COPIES = new Lane("copies", Guarantee.EXACTLY_ONCE);

    String source() {
        return "bench." + name + ".raw.v1";
    }

    String target() {
        return "bench." + name + ".v1";
    }

    /** The routes file of this lane alone. */
    String routes() {
        return ROUTES.formatted(name, guarantee.text(), source(), target());
    }
}
