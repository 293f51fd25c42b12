package io.tokenloom.vision.quantization;

import java.util.List;
import java.util.Objects;

/**
 * One id for two tables, as in TokenFlow (Qu et al., "TokenFlow: Unified Image Tokenizer for Multimodal Understanding and
 * Generation", 2024): the id with the least sum of the distances in both, equally weighted. The first channels of the
 * features belong to the first table (TokenFlow's semantic one), those behind to the second (its pixels); each part is
 * normalised by itself. Distances, their rounding and margins are those of {@link NearestCode}; the two are added in
 * float, the first first.
 *
 * <p>TokenFlow quantizes with it at several scales: {@link MultiScaleResidual}.
 */
public final class SharedDual implements CodeTable {
    private final NearestSearch search;

    /** @throws IllegalArgumentException if the codebooks have not the same size, or a code is too large to be squared */
    public SharedDual(Codebook first, Codebook second, Normalisation normalisation) {
        search = new NearestSearch(List.of(first, second), Objects.requireNonNull(normalisation, "normalisation"));
    }

    @Override
    public int dimension() {
        return search.dimension();
    }

    @Override
    public int codebookSize() {
        return search.size();
    }

    /** {@inheritDoc} The code of the first table before that of the second. */
    @Override
    public void copyCode(int id, float[] target, int at) {
        search.copyCode(id, target, at);
    }

    @Override
    public Codes quantize(FeatureMap features) {
        return search.search(features);
    }
}
