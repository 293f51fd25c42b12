package io.tokenloom.jobs.tokenize;

import io.tokenloom.media.RgbImage;
import io.tokenloom.model.RunHandle;
import io.tokenloom.vision.StepRequest;
import io.tokenloom.vision.StepResult;
import io.tokenloom.vision.TokenContract;
import io.tokenloom.vision.VisualState;
import io.tokenloom.vision.VisualTokenizer;
import io.tokenloom.vision.preprocessing.PreparedPicture;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Tokenizers of real bundles whose runs a test can hold back and spoil, in all tasks of this process. */
final class HookedTokenizers {
    private static final Map<String, Hook> HOOKS = new ConcurrentHashMap<>();

    private HookedTokenizers() {}

    /** What a test does with a run. */
    interface Hook {
        /** In place of the run. */
        List<StepResult> step(VisualTokenizer real, List<StepRequest> batch, RunHandle handle);

        /** After a picture was prepared. */
        default void prepared() {}
    }

    static TokenizerOpening of(Hook hook) {
        String name = UUID.randomUUID().toString();
        HOOKS.put(name, hook);
        return (route, context) -> {
            TokenizerOpening.Opened real = TokenizerOpening.OF_BUNDLE.open(route, context);
            return new TokenizerOpening.Opened(
                    new Hooked(real.tokenizer(), HOOKS.get(name)), real.fingerprint(), real.close());
        };
    }

    private record Hooked(VisualTokenizer real, Hook hook) implements VisualTokenizer {
        @Override
        public TokenContract contract() {
            return real.contract();
        }

        @Override
        public PreparedPicture prepare(RgbImage picture) {
            PreparedPicture prepared = real.prepare(picture);
            hook.prepared();
            return prepared;
        }

        @Override
        public VisualState start() {
            return real.start();
        }

        @Override
        public boolean stateful() {
            return real.stateful();
        }

        @Override
        public int stillSteps() {
            return real.stillSteps();
        }

        @Override
        public List<StepResult> step(List<StepRequest> batch, RunHandle handle) {
            return hook.step(real, batch, handle);
        }
    }
}
