package io.tokenloom.vision.encoder;

import io.tokenloom.vision.StepRequest;
import io.tokenloom.vision.TokenBudget;
import io.tokenloom.vision.TokenContract;
import io.tokenloom.vision.VisualTokens;
import io.tokenloom.vision.quantization.FeatureMap;
import io.tokenloom.vision.quantization.PatchSelection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Makes the tokens of an item of what the graph gave for it, and nothing that breaks the contract. Thread-safe: immutable.
 *
 * @param spec what the graph gives
 */
record ItemTokens(EncoderSpec spec) {
    private static final float[] UNKNOWN = {};

    /** @throws io.tokenloom.deadletter.TokenizationException MODEL_OUTPUT */
    VisualTokens of(ItemOutputs outputs, StepRequest request) {
        int[] positions = spec.selection()
                .map(selection -> kept(selection, outputs, request))
                .orElse(VisualTokens.ALL_POSITIONS);
        if (spec.output() instanceof EncoderOutput.Vectors vectors) {
            return embeddings(outputs.features(vectors.features()), positions, request.budget());
        }
        return ids(((EncoderOutput.Planes) spec.output()).planes(), outputs, positions, request.budget());
    }

    private int[] kept(Selection selection, ItemOutputs outputs, StepRequest request) {
        FeatureMap logits =
                outputs.features(new EncoderOutput.Features(selection.logits(), 2, EncoderOutput.Layout.TOKEN_MAJOR));
        if (selection.mask().isEmpty()) {
            return selection.mode().keep(logits, request.seed()).stream().toArray();
        }
        boolean[] mask = outputs.mask(selection.mask().get());
        BitSet kept = new BitSet(mask.length);
        for (int i = 0; i < mask.length; i++) {
            kept.set(i, mask[i]);
        }
        return PatchSelection.atLeastOne(kept, logits).stream().toArray();
    }

    private VisualTokens ids(
            List<EncoderOutput.Plane> planes, ItemOutputs outputs, int[] positions, TokenBudget budget) {
        List<TokenContract.Plane> wanted =
                ((TokenContract.Payload.Ids) spec.contract().payload()).planes();
        int[][] ids = new int[planes.size()][];
        for (int plane = 0; plane < ids.length; plane++) {
            ids[plane] = planes.get(plane) instanceof EncoderOutput.Plane.OfGraph graph
                    ? checked(outputs.integers(graph.output()), wanted.get(plane))
                    : quantized((EncoderOutput.Plane.Quantized) planes.get(plane), outputs);
            requireCount(ids[plane].length);
        }
        float[] qualities = spec.qualities().map(outputs::floats).orElse(UNKNOWN);
        for (float quality : qualities) {
            if (!Float.isFinite(quality)) {
                throw ItemOutputs.broken("a quality is " + quality);
            }
        }
        int kept = length(qualities, budget);
        int[][] result = new int[ids.length][];
        for (int plane = 0; plane < ids.length; plane++) {
            result[plane] = positions.length == 0
                    ? Arrays.copyOf(published(ids[plane]), kept)
                    : Arrays.stream(positions).map(index(ids[plane])).toArray();
        }
        return new VisualTokens.Ids(result, positions, Arrays.copyOf(qualities, Math.min(kept, qualities.length)));
    }

    private static java.util.function.IntUnaryOperator index(int[] ids) {
        return position -> ids[position];
    }

    private int[] checked(long[] ids, TokenContract.Plane plane) {
        int[] checked = new int[ids.length];
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] < 0 || ids[i] >= plane.vocabularySize()) {
                throw ItemOutputs.broken(
                        "id " + ids[i] + " at position " + i + " is outside 0 to " + (plane.vocabularySize() - 1));
            }
            checked[i] = (int) ids[i];
        }
        return checked;
    }

    private static int[] quantized(EncoderOutput.Plane.Quantized plane, ItemOutputs outputs) {
        List<FeatureMap> maps = new ArrayList<>();
        plane.features().forEach(features -> maps.add(outputs.features(features)));
        return plane.quantizer()
                .quantize(maps.size() == 1 ? maps.get(0) : FeatureMap.joined(maps))
                .plane(0);
    }

    private void requireCount(int count) {
        if (count != spec.contract().count()) {
            throw ItemOutputs.broken(
                    "it gave " + count + " tokens, not " + spec.contract().count());
        }
    }

    private int[] published(int[] ids) {
        return spec.published()
                .map(from -> Arrays.stream(from).map(index(ids)).toArray())
                .orElse(ids);
    }

    /** The longest valid sequence within the budget, or the shortest of all where not even that is within. */
    private int length(float[] qualities, TokenBudget budget) {
        TokenContract contract = spec.contract();
        // Nothing was said before that no token at all could leave as it is.
        int wanted = Math.max(1, qualities.length == 0 ? budget.limit() : budget.keep(qualities));
        int longest = contract.longestValid(Math.min(wanted, contract.count()));
        return longest > 0 ? longest : contract.fewestTokens();
    }

    private VisualTokens embeddings(FeatureMap vectors, int[] positions, TokenBudget budget) {
        requireCount(vectors.positions());
        int dimension = vectors.dimension();
        int kept = positions.length == 0 ? length(UNKNOWN, budget) : positions.length;
        float[] values = new float[kept * dimension];
        for (int i = 0; i < kept; i++) {
            int from = positions.length > 0
                    ? positions[i]
                    : spec.published().isPresent() ? spec.published().get()[i] : i;
            vectors.copy(from, values, i * dimension);
        }
        return new VisualTokens.Embeddings(dimension, values, positions);
    }
}
