package io.tokenloom.vision.quantization;

import java.util.List;
import java.util.Objects;

/**
 * Several ids for each position, as in FQGAN (Bai et al., "Factorized Visual Tokenization and Generation", 2024): each
 * factor quantizes channels of its own, the first factor the first channels, and gives a plane of its own. Where a graph
 * gives each factor an output of its own, {@link FeatureMap#joined} puts them behind each other.
 *
 * @param factors at least one
 */
public record Factorised(List<PositionQuantizer> factors) implements Quantizer {
    /** Checks the factors. */
    public Factorised {
        factors = List.copyOf(factors);
        if (factors.isEmpty()) {
            throw new IllegalArgumentException("a factorised quantizer has at least one factor");
        }
    }

    @Override
    public int dimension() {
        return factors.stream().mapToInt(Quantizer::dimension).sum();
    }

    @Override
    public int planes() {
        return factors.size();
    }

    @Override
    public int codebookSize(int plane) {
        return factors.get(Objects.checkIndex(plane, planes())).codebookSize();
    }

    @Override
    public int length(int positions) {
        return positions;
    }

    @Override
    public Codes quantize(FeatureMap features) {
        features.requireDimension(dimension());
        int length = features.positions();
        int[] ids = new int[planes() * length];
        float[] margins = new float[ids.length];
        int channel = 0;
        for (int plane = 0; plane < planes(); plane++) {
            PositionQuantizer factor = factors.get(plane);
            Codes codes = factor.quantize(features.channels(channel, factor.dimension()));
            System.arraycopy(codes.ids(), 0, ids, plane * length, length);
            System.arraycopy(codes.margins(), 0, margins, plane * length, length);
            channel += factor.dimension();
        }
        return new Codes(planes(), ids, margins);
    }
}
