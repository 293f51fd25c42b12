package io.tokenloom.jobs.tokenize;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.vision.StepRequest;
import io.tokenloom.vision.StepResult;
import io.tokenloom.vision.StreamControl;
import io.tokenloom.vision.TokenBudget;
import io.tokenloom.vision.VisualState;
import io.tokenloom.vision.VisualTokenizer;
import java.util.List;
import java.util.Optional;

/** A frame of a stream: one step. Confined to the task's thread. */
final class FrameRun implements ItemRun {
    private final VisualTokenizer tokenizer;
    private final StreamControl control;
    private final OpenedItem item;
    private Optional<StepResult.Made> made = Optional.empty();
    private TokenPayload payload;
    private StreamState before;

    FrameRun(VisualTokenizer tokenizer, StreamControl control, OpenedItem item) {
        this.tokenizer = tokenizer;
        this.control = control;
        this.item = item;
    }

    @Override
    public void begin(StreamState state) {
        before = state;
    }

    @Override
    public StepRequest request() {
        if (!inTurn()) {
            return step(tokenizer.start(), control.budget());
        }
        StreamControl.Plan plan = plan();
        return step(plan.reset().isPresent() ? tokenizer.start() : before.visual(), plan.budget());
    }

    private StepRequest step(VisualState state, TokenBudget budget) {
        return new StepRequest(
                item.first().prepared(), state, budget, false, item.first().digest());
    }

    private StreamControl.Plan plan() {
        long last = before.memory().lastIndex();
        long index = item.facts().place().index().orElse(last + 1);
        if (index <= last || index < 0) {
            throw new TokenizationException(
                    FailureCode.FRAME_POSITION,
                    "Frame " + index + " comes behind frame " + last
                            + " of its stream, which is tokenized already. Send the frames of a stream in their order,"
                            + " each once, or a new stream under a key of its own.");
        }
        long micros = item.facts()
                .place()
                .timestamp()
                .orElseGet(() -> Micros.of(item.facts().eventTime()));
        return control.before(
                before.memory(), tokenizer.contract(), new StreamControl.Frame(index, micros, item.demandsReset()));
    }

    @Override
    public void made(StepResult.Made result, TokenPayload tokens) {
        made = Optional.of(result);
        payload = tokens;
    }

    @Override
    public boolean ready() {
        return made.isEmpty();
    }

    @Override
    public boolean finished() {
        return made.isPresent();
    }

    @Override
    public boolean inTurn() {
        return tokenizer.stateful() || control.rate().limited();
    }

    @Override
    public Settled settle() {
        StepResult.Made result = made.orElseThrow();
        StreamControl.Plan plan = plan();
        StreamControl.Memory after = control.after(plan, tokenizer.contract(), result);
        return new Settled(
                List.of(new TokenizedPicture(
                        payload,
                        result.step(),
                        plan.reset().orElse(result.reset()),
                        plan.frame().index(),
                        item.facts().place().timestamp(),
                        SeenPicture.of(item.first().prepared()),
                        item.first().digest(),
                        Optional.empty())),
                Optional.of(new StreamState(after, result.next())));
    }
}
