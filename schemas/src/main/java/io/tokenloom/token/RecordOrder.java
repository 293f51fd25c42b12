package io.tokenloom.token;

import io.tokenloom.record.Geometry;
import io.tokenloom.record.SequenceLayout;
import io.tokenloom.record.TokenOrder;

/** The order of a record's tokens, as its fields tell it. */
final class RecordOrder {
    private RecordOrder() {}

    /**
     * The order of one time step.
     *
     * @param geometry null where there is none
     * @param layout null where there is none
     * @throws TokenContractException if the tokens have no place in a grid
     */
    static GridOrder of(TokenOrder order, Geometry geometry, SequenceLayout layout) {
        if (geometry == null) {
            throw new TokenContractException("The record has no geometry: its tokens have no place in a picture.");
        }
        int height = geometry.getGridHeight();
        int width = geometry.getGridWidth();
        int parameter = Layouts.orderParameter(layout);
        return switch (order) {
            case RASTER, SELECTED, TEMPORAL -> new GridOrder.Raster(height, width);
            case CELL -> new GridOrder.Cells(height, width, parameter);
            case SUBSAMPLE -> new GridOrder.Subsamples(height, width, parameter);
            case MULTI_SCALE -> GridOrder.Scales.ending(Layouts.blockEnds(layout));
            case UNSPECIFIED, LATENT_1D, NESTED_PREFIX, CAUSAL_1D, CLUSTERED, TEXT ->
                throw new TokenContractException("Tokens in " + order
                        + " order have no place in a grid; those in RASTER, SELECTED, TEMPORAL, CELL, SUBSAMPLE and"
                        + " MULTI_SCALE order do.");
        };
    }
}
