package io.tokenloom.vision.quantization;

import java.util.List;
import java.util.Objects;

/**
 * Ids at growing scales of a square feature map, each scale of what the earlier ones left (Tian et al., "Visual
 * Autoregressive Modeling: Scalable Image Generation via Next-Scale Prediction", 2024, algorithm 1), as TokenFlow encodes.
 * At each scale s:
 *
 * <pre>
 *   vectors = the residual, averaged over areas, s x s       ids += nearest codes of the vectors, raster order
 *   residual -= the codes of these ids, enlarged bicubically to the side of the map
 * </pre>
 *
 * <p>Averaging and enlarging are PyTorch's {@code area} and {@code bicubic} (a = -0.75, corners not aligned); see
 * {@link ScaledMap}. There is no learned convolution behind the enlarging: a model with one has to quantize in its graph.
 *
 * @param codes what finds the codes
 * @param scales sides, ascending; the last is the side of the feature map
 */
public record MultiScaleResidual(CodeTable codes, List<Integer> scales) implements Quantizer {
    /** More positions than any tokenizer has, and still no array that is too long. */
    private static final int MAX_SIDE = 256;

    /** Checks the scales. */
    public MultiScaleResidual {
        Objects.requireNonNull(codes, "codes");
        scales = List.copyOf(scales);
        int least = 1;
        for (int scale : scales) {
            if (scale < least || scale > MAX_SIDE) {
                throw new IllegalArgumentException(
                        "scales ascend from at least 1 to at most " + MAX_SIDE + ", and these are " + scales);
            }
            least = scale + 1;
        }
        if (scales.isEmpty()) {
            throw new IllegalArgumentException("there are no scales; name at least one");
        }
    }

    @Override
    public int dimension() {
        return codes.dimension();
    }

    @Override
    public int planes() {
        return 1;
    }

    @Override
    public int codebookSize(int plane) {
        return codes.codebookSize(plane);
    }

    /** Side of the feature map. */
    public int side() {
        return scales.get(scales.size() - 1);
    }

    /** Where a sequence of ids may end: the number of ids up to and with each scale, as 1, 5, 21 for scales 1, 2, 4. */
    public List<Integer> lengths() {
        int[] sum = {0};
        return scales.stream().map(scale -> sum[0] += scale * scale).toList();
    }

    @Override
    public int length(int positions) {
        if (positions != side() * side()) {
            throw new IllegalArgumentException("there are " + positions + " positions, and the scales " + scales
                    + " need " + side() + " x " + side());
        }
        return lengths().get(scales.size() - 1);
    }

    @Override
    public Codes quantize(FeatureMap features) {
        features.requireDimension(dimension());
        if (features.positions() != side() * side()) {
            throw FeatureMap.broken("it gave features of " + features.positions() + " positions, and the scales "
                    + scales + " need " + side() + " x " + side());
        }
        ScaledMap residual = ScaledMap.of(features, side());
        int[] ids = new int[length(features.positions())];
        float[] margins = new float[ids.length];
        int at = 0;
        for (int scale : scales) {
            Codes found = codes.quantize(residual.averaged(scale));
            System.arraycopy(found.ids(), 0, ids, at, found.ids().length);
            System.arraycopy(found.margins(), 0, margins, at, found.ids().length);
            residual.subtractEnlarged(vectors(found.ids()), scale);
            at += found.ids().length;
        }
        return new Codes(1, ids, margins);
    }

    private float[] vectors(int[] ids) {
        float[] vectors = new float[ids.length * dimension()];
        for (int i = 0; i < ids.length; i++) {
            codes.copyCode(ids[i], vectors, i * dimension());
        }
        return vectors;
    }
}
