package io.tokenloom.token;

import io.tokenloom.record.Geometry;
import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TruncationKind;
import java.util.List;

/**
 * Lower levels of embeddings whose levels are average-pooled (LEVEL_SET), as in Matryoshka Multimodal Models (M3): 576 =
 * 24 x 24 tokens become 144, 36, 9 or 1 by the mean of 2 x 2, 4 x 4, 8 x 8 or 24 x 24. The cells of a level are equally
 * large, so the mean of means is the mean: level by level gives what pooling at once gives, but for rounding to the
 * element type at each step. Means are taken in double precision. Thread-safe: stateless.
 */
public final class MatryoshkaLevels {
    private MatryoshkaLevels() {}

    /**
     * The record at a lower level, or itself at its own.
     *
     * @param tokens of the level
     * @return with the grid and patches of that level; its layout says how many tokens the full level has
     * @throws TokenContractException if it has no such level, or is no full square grid in raster order
     */
    public static TokenEmbeddings derive(TokenEmbeddings embeddings, int tokens) {
        CutFields fields = CutFields.of(embeddings);
        ValidCuts levels = fields.cuts();
        if (levels.kind() != TruncationKind.LEVEL_SET
                || tokens > levels.tokens()
                || !levels.lengths().contains(tokens)) {
            throw new TokenContractException(
                    "A level of " + tokens + " tokens was asked for: of this record " + levels.rule() + ".");
        }
        if (tokens == levels.tokens()) {
            return embeddings;
        }
        int side = requireSide(embeddings, levels.tokens());
        int lowSide = squareRoot(tokens);
        if (lowSide * lowSide != tokens || side % lowSide != 0) {
            throw new TokenContractException("A grid of " + side + " x " + side + " can't be pooled to " + tokens
                    + " tokens: its side must be a multiple of the level's side.");
        }
        CutFields low = new CutFields(
                tokens,
                fields.slice(0, tokens).truncation(),
                geometry(embeddings.getGeometry(), side / lowSide),
                Layouts.of(0, List.of(), 0, full(embeddings, levels.tokens())));
        TokenEmbeddings level = ShallowCopy.of(embeddings, new TokenEmbeddings());
        level.setShape(TokenTrimming.shape(embeddings, tokens));
        level.setValues(EmbeddingNumbers.write(
                pooled(EmbeddingNumbers.read(embeddings), side, lowSide), embeddings.getElementType()));
        low.into(level);
        return level;
    }

    static int largest(TokenEmbeddings embeddings, long most, String budget) {
        ValidCuts levels = CutFields.of(embeddings).cuts();
        return levels.lengths().stream()
                .mapToInt(Integer::intValue)
                .filter(level -> level <= most && level <= levels.tokens())
                .max()
                .orElseThrow(() -> new TokenContractException("A record of " + levels.tokens()
                        + " tokens has no level within " + budget + "; its levels are " + levels.lengths() + "."));
    }

    private static int requireSide(TokenEmbeddings embeddings, int tokens) {
        Geometry geometry = embeddings.getGeometry();
        int side = squareRoot(tokens);
        boolean square = side * side == tokens
                && (geometry == null
                        || geometry.getGridTime() == 1
                                && geometry.getGridHeight() == side
                                && geometry.getGridWidth() == side
                                && geometry.getKeptPositions().isEmpty());
        if (!square || embeddings.getOrder() != TokenOrder.RASTER) {
            throw new TokenContractException(
                    "Levels are pooled from a full square grid in RASTER order; this record has "
                            + tokens + " tokens in " + embeddings.getOrder() + " order"
                            + (geometry == null
                                    ? "."
                                    : " of a grid of " + geometry.getGridTime() + " x " + geometry.getGridHeight()
                                            + " x " + geometry.getGridWidth() + "."));
        }
        return side;
    }

    private static int squareRoot(int number) {
        return (int) Math.sqrt(number);
    }

    private static int full(TokenEmbeddings embeddings, int tokens) {
        int full = embeddings.getLayout() == null ? 0 : embeddings.getLayout().getFullTokens();
        return full == 0 ? tokens : full;
    }

    private static Geometry geometry(Geometry full, int window) {
        if (full == null) {
            return null;
        }
        Geometry low = ShallowCopy.of(full, new Geometry());
        low.setGridHeight(full.getGridHeight() / window);
        low.setGridWidth(full.getGridWidth() / window);
        low.setPatchHeight(full.getPatchHeight() * window);
        low.setPatchWidth(full.getPatchWidth() * window);
        return low;
    }

    /** The mean of each window, number by number of a token. */
    private static float[] pooled(float[] numbers, int side, int lowSide) {
        int window = side / lowSide;
        int dimension = numbers.length / (side * side);
        double[] sums = new double[lowSide * lowSide * dimension];
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                int from = (row * side + column) * dimension;
                int to = (row / window * lowSide + column / window) * dimension;
                for (int i = 0; i < dimension; i++) {
                    sums[to + i] += numbers[from + i];
                }
            }
        }
        float[] means = new float[sums.length];
        for (int i = 0; i < means.length; i++) {
            means[i] = (float) (sums[i] / (window * window));
        }
        return means;
    }
}
