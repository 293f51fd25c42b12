package io.tokenloom.jobs.tokenize;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.vision.StepRequest;
import io.tokenloom.vision.StepResult;
import io.tokenloom.vision.StreamControl;
import io.tokenloom.vision.VisualTokenizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A video: a stream of its own, whose frames come as they are decoded. Confined to the task's thread. */
final class VideoRun implements ItemRun {
    private final VisualTokenizer tokenizer;
    private final StreamControl control;
    private final Deque<SourcePicture> waiting = new ArrayDeque<>();
    private final List<TokenizedPicture> pictures = new ArrayList<>();
    private StreamState state;
    private boolean exhausted;
    private Optional<FailureCode> endedEarly = Optional.empty();

    VideoRun(VisualTokenizer tokenizer, StreamControl control, OpenedItem item) {
        this.tokenizer = tokenizer;
        this.control = control;
        this.state = new StreamState(StreamControl.Memory.EMPTY, tokenizer.start());
        waiting.add(item.first());
    }

    /** Whether another picture would have to wait for long. */
    boolean hasEnough() {
        return exhausted || waiting.size() > 1;
    }

    void decoded(SourcePicture picture) {
        waiting.add(picture);
    }

    /** There are no more pictures. */
    void decodedAll(Optional<FailureCode> early) {
        exhausted = true;
        endedEarly = early;
    }

    @Override
    public void begin(StreamState before) {}

    @Override
    public StepRequest request() {
        StreamControl.Plan plan = plan();
        SourcePicture picture = waiting.element();
        return new StepRequest(
                picture.prepared(),
                plan.reset().isPresent() ? tokenizer.start() : state.visual(),
                plan.budget(),
                false,
                picture.digest());
    }

    private StreamControl.Plan plan() {
        SourcePicture picture = waiting.element();
        return control.before(
                state.memory(),
                tokenizer.contract(),
                new StreamControl.Frame(picture.index(), picture.timestamp().orElseThrow(), false));
    }

    @Override
    public void made(StepResult.Made made, TokenPayload payload) {
        StreamControl.Plan plan = plan();
        SourcePicture picture = waiting.remove();
        pictures.add(new TokenizedPicture(
                payload,
                made.step(),
                plan.reset().orElse(made.reset()),
                picture.index(),
                picture.timestamp(),
                SeenPicture.of(picture.prepared()),
                picture.digest(),
                Optional.empty()));
        state = new StreamState(control.after(plan, tokenizer.contract(), made), made.next());
    }

    @Override
    public boolean ready() {
        return !waiting.isEmpty();
    }

    @Override
    public boolean finished() {
        return exhausted && waiting.isEmpty();
    }

    @Override
    public boolean inTurn() {
        return false;
    }

    @Override
    public Settled settle() {
        List<TokenizedPicture> all = new ArrayList<>(pictures);
        endedEarly.ifPresent(
                code -> all.set(all.size() - 1, all.get(all.size() - 1).endedBy(code)));
        return new Settled(List.copyOf(all), Optional.empty());
    }
}
