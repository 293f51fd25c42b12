package io.tokenloom.vision;

import io.tokenloom.record.ResetReason;
import java.io.Serializable;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a route asks of a stream beyond its tokenizer: when it begins anew, and how many bits it may cost. Decided from what
 * the frames say about themselves, never from a clock, so that a replay decides alike. For each frame:
 *
 * <pre>
 *   Memory ── before(memory, contract, frame) ──> Plan: reset or not, budget
 *                                                   │  the tokenizer makes its step
 *   Memory <── after(plan, contract, made) ─────────┘
 * </pre>
 *
 * <p>A frame that can afford no token gets a record all the same, of as few tokens as the contract allows, which may be
 * none. Where the fewest are more than the stream has saved, it goes into debt and pays before it spends again. Immutable.
 *
 * @param budget of each frame
 * @param rate most bits a second
 * @param resets when a stream begins anew besides where the tokenizer has it begin
 */
public record StreamControl(TokenBudget budget, BitRate rate, ResetPolicy resets) implements Serializable {
    /** A frame whose time is further back than this is not late: its stream's clock was set anew. */
    private static final long NEW_CLOCK_MICROS = Duration.ofSeconds(10).toMillis() * 1000;

    /**
     * What has to be known of a stream to decide about its next frame. Flink can serialize it field by field.
     *
     * @param lastIndex index of the last frame, -1 before the first
     * @param lastMicros latest time of its frames, in microseconds
     * @param resetMicros time of the frame that began anew last, in microseconds
     * @param creditBits bits that may be spent, see {@link BitRate}; below 0 is debt; 0 where there is no limit
     */
    public record Memory(long lastIndex, long lastMicros, long resetMicros, double creditBits) {
        /** Of a stream that has not begun. */
        public static final Memory EMPTY = new Memory(-1, 0, 0, 0);

        /** Whether there was a frame. */
        public boolean begun() {
            return lastIndex >= 0;
        }
    }

    /**
     * A frame as far as it matters here.
     *
     * @param index in its stream, greater than that of the frame before
     * @param micros its time in microseconds: presentation timestamp, or event time in a stream that has none
     * @param demandsReset whether it asks for a new beginning
     */
    public record Frame(long index, long micros, boolean demandsReset) {}

    /**
     * How a frame is tokenized.
     *
     * @param reset why the stream begins anew with it; empty if it goes on, or is at its first frame, as far as the route
     *     is concerned
     * @param budget of this frame
     * @param frame the frame
     * @param unspent memory after the frame, had it no tokens and not begun anew
     */
    public record Plan(Optional<ResetReason> reset, TokenBudget budget, Frame frame, Memory unspent) {}

    /**
     * Everything that this route asks and a tokenizer can't give, each with its mend.
     *
     * @param contract of the tokenizer
     */
    public List<String> mistakes(TokenContract contract) {
        List<String> mistakes = new ArrayList<>();
        if (budget instanceof TokenBudget.Quality && !contract.knowsQuality()) {
            mistakes.add(
                    "the tokenizer does not say which quality a prefix reaches, so none can be asked for. Leave out"
                            + " quality.");
        }
        if (budget.limit() < contract.fewestTokens()) {
            mistakes.add("the tokenizer's records have at least " + contract.fewestTokens()
                    + " tokens, and the limit is " + budget.limit() + ". Raise tokens, or leave it out.");
        }
        if (rate.capacity() < contract.bitsPerToken()) {
            mistakes.add("a token has " + contract.bitsPerToken() + " bits, and the burst is " + rate.capacity()
                    + ", so none could ever be afforded. Raise burst or bitsPerSecond.");
        }
        return mistakes;
    }

    /**
     * How the next frame of a stream is to be tokenized.
     *
     * @param memory what the frame before left
     * @param contract of the tokenizer
     */
    public Plan before(Memory memory, TokenContract contract, Frame frame) {
        Memory unspent = memory.begun() ? going(memory, frame) : beginning(frame);
        Optional<ResetReason> reset = memory.begun() ? reset(memory, frame) : Optional.empty();
        return new Plan(reset, affordable(unspent.creditBits(), contract), frame, unspent);
    }

    private Memory beginning(Frame frame) {
        return new Memory(frame.index(), frame.micros(), frame.micros(), rate.limited() ? rate.capacity() : 0);
    }

    private Memory going(Memory memory, Frame frame) {
        long elapsed = frame.micros() - memory.lastMicros();
        boolean newClock = elapsed < -NEW_CLOCK_MICROS;
        return new Memory(
                frame.index(),
                // A late frame brings no credit, and takes none that a later one had: time has moved on.
                newClock ? frame.micros() : Math.max(memory.lastMicros(), frame.micros()),
                newClock ? frame.micros() : memory.resetMicros(),
                rate.limited() ? rate.refilled(memory.creditBits(), Math.max(0, elapsed)) : 0);
    }

    private Optional<ResetReason> reset(Memory memory, Frame frame) {
        if (frame.demandsReset()) {
            return Optional.of(ResetReason.ON_DEMAND);
        }
        long missing = frame.index() - memory.lastIndex() - 1;
        Duration since = Duration.of(frame.micros() - memory.lastMicros(), ChronoUnit.MICROS);
        if (missing > resets.gapFrames() || since.abs().compareTo(resets.gap()) > 0) {
            return Optional.of(ResetReason.GAP);
        }
        Duration age = Duration.of(frame.micros() - memory.resetMicros(), ChronoUnit.MICROS);
        return age.compareTo(resets.age()) >= 0 ? Optional.of(ResetReason.AGE) : Optional.empty();
    }

    private TokenBudget affordable(double creditBits, TokenContract contract) {
        if (!rate.limited()) {
            return budget;
        }
        double tokens = Math.floor(Math.max(0, creditBits) / contract.bitsPerToken());
        int limit = (int) Math.min(budget.limit(), tokens);
        return budget.atMost(Math.max(contract.fewestTokens(), contract.longestValid(limit)));
    }

    /**
     * What has to be known once a frame is tokenized.
     *
     * @param plan of this frame
     * @param contract of the tokenizer
     * @param made what the tokenizer made of it, with the reason of the plan if it had one
     */
    public Memory after(Plan plan, TokenContract contract, StepResult.Made made) {
        Memory unspent = plan.unspent();
        boolean beganAnew = plan.reset().isPresent() || made.reset() != ResetReason.NONE;
        double spent = rate.limited() ? made.tokens().count() * contract.bitsPerToken() : 0;
        return new Memory(
                unspent.lastIndex(),
                unspent.lastMicros(),
                beganAnew ? plan.frame().micros() : unspent.resetMicros(),
                unspent.creditBits() - spent);
    }
}
