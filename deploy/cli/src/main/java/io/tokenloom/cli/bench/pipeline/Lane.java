package io.tokenloom.cli.bench.pipeline;

import io.tokenloom.cli.bench.race.Course;
import io.tokenloom.jobs.routes.Guarantee;

/**
 * One graph of the job: a source topic, a target topic and what lies between.
 *
 * @param name name of its route and its job
 * @param guarantee how sure records arrive
 * @param kind what its items are
 */
record Lane(String name, Guarantee guarantee, Kind kind) {
    /** What the items of a lane are. */
    enum Kind {
        /** Log lines. */
        LINES("{topic: %s, format: lines}", "builtin:o200k_base", "{}"),
        /** Frames of streams. */
        FRAMES("{topic: %s, format: bytes, item: frame}", "builtin:visual-reference", "{tokens: 32, device: cpu}");

        private final String from;
        private final String tokenizer;
        private final String options;

        Kind(String from, String tokenizer, String options) {
            this.from = from;
            this.tokenizer = tokenizer;
            this.options = options;
        }
    }

    private static final String ROUTES = """
            job: bench-%1$s
            delivery: {guarantee: %2$s}
            routes:
              - name: %1$s
                from: %3$s
                tokenizer: %4$s
                to: %5$s
                options: %6$s
            """;

    /** Tokens as the usual route makes them. */
    static final Lane TOKENS = new Lane("tokens", Guarantee.EXACTLY_ONCE, Kind.LINES);

    /** Tokens that are visible at once. */
    static final Lane TOKENS_AT_ONCE = new Lane("tokens-at-least-once", Guarantee.AT_LEAST_ONCE, Kind.LINES);

    /** The same records, copied. */
    static final Lane COPIES = new Lane("copies", Guarantee.EXACTLY_ONCE, Kind.LINES);

    /** Visual tokens. */
    static final Lane FRAMES = new Lane("frames", Guarantee.EXACTLY_ONCE, Kind.FRAMES);

    /** Visual tokens that are visible at once. */
    static final Lane FRAMES_AT_ONCE = new Lane("frames-at-least-once", Guarantee.AT_LEAST_ONCE, Kind.FRAMES);

    Course course() {
        return new Course(source(), target());
    }

    String source() {
        return "bench." + name + ".raw.v1";
    }

    String target() {
        return "bench." + name + ".v1";
    }

    /** The routes file of this lane alone. */
    String routes() {
        return ROUTES.formatted(
                name, guarantee.text(), kind.from.formatted(source()), kind.tokenizer, target(), kind.options);
    }
}
