package io.tokenloom.bundle;

import io.tokenloom.model.ModelException;
import io.tokenloom.vision.StepRequest;
import io.tokenloom.vision.StepResult;
import io.tokenloom.vision.VisualTokenizer;
import io.tokenloom.vision.VisualTokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whether pictures get the same tokens in a batch as alone. It has to be tried: a runtime may choose another kernel for
 * another size, and a graph may mix the pictures of a batch by mistake.
 *
 * @param sizes of batches to try
 * @param tolerance largest difference of a number of a vector; ids have to be equal
 */
record BatchInvariance(List<Integer> sizes, double tolerance) {
    static final BatchInvariance OF_IDS = new BatchInvariance(List.of(2, 8), 0);

    BatchInvariance {
        sizes = List.copyOf(sizes);
    }

    /** What is wrong, one sentence for each size. */
    List<String> mistakes(VisualTokenizer tokenizer, List<GoldenRun> golden) {
        List<String> mistakes = new ArrayList<>();
        for (int size : sizes) {
            List<GoldenRun> batch = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                batch.add(golden.get(i % golden.size()));
            }
            try {
                compare(size, batch, tokenizer, mistakes);
            } catch (ModelException e) {
                mistakes.add("in a batch of " + size + " " + e.getMessage()
                        + "; export the graph with a batch dimension that may vary, or set determinism.batches to"
                        + " [1]");
            }
        }
        return mistakes;
    }

    private void compare(int size, List<GoldenRun> batch, VisualTokenizer tokenizer, List<String> mistakes) {
        List<StepRequest> requests = batch.stream().map(GoldenRun::request).toList();
        List<StepResult> results = tokenizer.step(requests);
        for (int i = 0; i < size; i++) {
            boolean equal = results.get(i) instanceof StepResult.Made made
                    && made.reset() == batch.get(i).alone().reset()
                    && equal(made.tokens(), batch.get(i).alone().tokens());
            if (!equal) {
                mistakes.add("in a batch of " + size + " the picture at position " + i
                        + " gets other tokens than alone: the tokens depend on who shares the batch. Export a graph that"
                        + " treats each picture of a batch by itself, or set determinism.batches to [1]");
                return;
            }
        }
    }

    private boolean equal(VisualTokens one, VisualTokens other) {
        if (one instanceof VisualTokens.Ids some && other instanceof VisualTokens.Ids others) {
            return Arrays.deepEquals(some.planes(), others.planes())
                    && Arrays.equals(some.keptPositions(), others.keptPositions());
        }
        if (one instanceof VisualTokens.Embeddings some && other instanceof VisualTokens.Embeddings others) {
            return some.dimension() == others.dimension()
                    && Arrays.equals(some.keptPositions(), others.keptPositions())
                    && near(some.values(), others.values());
        }
        return false;
    }

    private boolean near(float[] some, float[] others) {
        if (some.length != others.length) {
            return false;
        }
        for (int i = 0; i < some.length; i++) {
            if (Math.abs(some[i] - others[i]) > tolerance) {
                return false;
            }
        }
        return true;
    }
}
