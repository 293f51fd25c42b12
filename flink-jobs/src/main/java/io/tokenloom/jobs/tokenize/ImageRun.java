package io.tokenloom.jobs.tokenize;

import io.tokenloom.vision.StepRequest;
import io.tokenloom.vision.StepResult;
import io.tokenloom.vision.StreamControl;
import io.tokenloom.vision.VisualState;
import io.tokenloom.vision.VisualTokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An image: a video that stands still, as long as another look adds something. Confined to the task's thread. */
final class ImageRun implements ItemRun {
    private final StreamControl control;
    private final int most;
    private final OpenedItem item;
    private final List<TokenizedPicture> pictures = new ArrayList<>();
    private VisualState state;
    private boolean finished;

    ImageRun(VisualTokenizer tokenizer, StreamControl control, int steps, OpenedItem item) {
        this.control = control;
        this.most = Math.min(steps, tokenizer.stillSteps());
        this.item = item;
        this.state = tokenizer.start();
    }

    @Override
    public void begin(StreamState before) {}

    @Override
    public StepRequest request() {
        return new StepRequest(
                item.first().prepared(),
                state,
                control.budget(),
                !pictures.isEmpty(),
                item.first().digest());
    }

    @Override
    public void made(StepResult.Made made, TokenPayload payload) {
        if (!pictures.isEmpty() && payload.count() == 0) {
            finished = true;
            return;
        }
        pictures.add(new TokenizedPicture(
                payload,
                made.step(),
                made.reset(),
                pictures.size(),
                item.first().timestamp(),
                SeenPicture.of(item.first().prepared()),
                item.first().digest(),
                Optional.empty()));
        state = made.next();
        finished = pictures.size() == most;
    }

    @Override
    public boolean ready() {
        return !finished;
    }

    @Override
    public boolean finished() {
        return finished;
    }

    @Override
    public boolean inTurn() {
        return false;
    }

    @Override
    public Settled settle() {
        return new Settled(List.copyOf(pictures), Optional.empty());
    }
}
