package io.tokenloom.token;

import io.tokenloom.record.Geometry;
import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TokenSequence;
import java.util.stream.IntStream;

/**
 * Which pixels of the source picture a token stands for, and which tokens stand for a pixel; with them boxes between
 * source picture and model input. The model saw the crop of the record's geometry, resized to its grid of patches.
 * Thread-safe: immutable.
 */
public final class TokenGeometry {
    private final Geometry geometry;
    private final GridOrder order;
    private final int[] keptPositions;
    private final int first;
    private final int tokens;

    private TokenGeometry(CutFields fields, TokenOrder order) {
        this.geometry = fields.geometry();
        this.order =
                standsForAll(geometry) ? new GridOrder.Raster(1, 1) : RecordOrder.of(order, geometry, fields.layout());
        this.keptPositions = fields.hasPositions() ? IdLists.array(geometry.getKeptPositions()) : new int[0];
        this.first = fields.first();
        this.tokens = fields.tokens();
        if (first > 0 && this.order instanceof GridOrder.Scales) {
            throw new TokenContractException("The record carries the tail of scales from token " + first
                    + " on, which don't tell their sides. Merge it with what it upgrades first.");
        }
        if (geometry.getGridTime() > 1 && !(this.order instanceof GridOrder.Raster)) {
            throw new TokenContractException("A grid of " + geometry.getGridTime() + " time steps in " + order
                    + " order; grids with time are in RASTER, SELECTED or TEMPORAL order.");
        }
    }

    /**
     * Of the tokens of a record. Where the grid has one place only, each token stands for the whole crop.
     *
     * @throws TokenContractException if its tokens have no place in a picture
     */
    public static TokenGeometry of(TokenSequence sequence) {
        return new TokenGeometry(CutFields.of(sequence), sequence.getOrder());
    }

    /**
     * Of the tokens of a record. Where the grid has one place only, each token stands for the whole crop.
     *
     * @throws TokenContractException if its tokens have no place in a picture
     */
    public static TokenGeometry of(TokenEmbeddings embeddings) {
        return new TokenGeometry(CutFields.of(embeddings), embeddings.getOrder());
    }

    private static boolean standsForAll(Geometry geometry) {
        return geometry != null
                && geometry.getGridTime() == 1
                && geometry.getGridHeight() == 1
                && geometry.getGridWidth() == 1;
    }

    /**
     * The box of the source picture that a token stands for.
     *
     * @param token index in the record
     * @throws TokenContractException if the record or its grid has no such token
     */
    public PixelBox box(int token) {
        GridPlace place = place(token);
        double height = geometry.getCropHeight() / (double) place.rows();
        double width = geometry.getCropWidth() / (double) place.columns();
        return new PixelBox(
                geometry.getCropTop() + place.row() * (double) geometry.getCropHeight() / place.rows(),
                geometry.getCropLeft() + place.column() * (double) geometry.getCropWidth() / place.columns(),
                height,
                width);
    }

    /**
     * The time step of the grid that a token is of, from 0.
     *
     * @param token index in the record
     * @throws TokenContractException if the record or its grid has no such token
     */
    public int timeStep(int token) {
        return position(token) / stepTokens();
    }

    /**
     * The tokens that stand for a point of the source picture, by index in the record: one, or one for each scale or time
     * step, or none where the model didn't see the point or its token was not kept. A point on an edge is of the box below
     * or to the right.
     *
     * @param down pixels from the upper edge
     * @param across pixels from the left edge
     */
    public int[] tokensAt(double down, double across) {
        return IntStream.range(0, tokens)
                .filter(token -> covers(place(token), down, across))
                .toArray();
    }

    private boolean covers(GridPlace place, double down, double across) {
        return index(down - geometry.getCropTop(), geometry.getCropHeight(), place.rows()) == place.row()
                && index(across - geometry.getCropLeft(), geometry.getCropWidth(), place.columns()) == place.column();
    }

    /** Which of the equal parts of a length a distance ends in. */
    private static double index(double distance, double length, int parts) {
        return Math.floor(distance * parts / length);
    }

    /** A box of the source picture in pixels of the model's input. */
    public PixelBox toModel(PixelBox source) {
        double vertical = inputHeight() / geometry.getCropHeight();
        double horizontal = inputWidth() / geometry.getCropWidth();
        return new PixelBox(
                (source.top() - geometry.getCropTop()) * vertical,
                (source.left() - geometry.getCropLeft()) * horizontal,
                source.height() * vertical,
                source.width() * horizontal);
    }

    /** A box of the model's input in pixels of the source picture. */
    public PixelBox toSource(PixelBox model) {
        double vertical = geometry.getCropHeight() / inputHeight();
        double horizontal = geometry.getCropWidth() / inputWidth();
        return new PixelBox(
                model.top() * vertical + geometry.getCropTop(),
                model.left() * horizontal + geometry.getCropLeft(),
                model.height() * vertical,
                model.width() * horizontal);
    }

    private double inputHeight() {
        return (double) geometry.getGridHeight() * geometry.getPatchHeight();
    }

    private double inputWidth() {
        return (double) geometry.getGridWidth() * geometry.getPatchWidth();
    }

    private GridPlace place(int token) {
        int inStep = position(token) % stepTokens();
        if (keptPositions.length > 0) {
            return new GridOrder.Raster(geometry.getGridHeight(), geometry.getGridWidth()).place(inStep);
        }
        return order.place(inStep);
    }

    /** Position in the whole grid, time step by time step. */
    private int position(int token) {
        if (token < 0 || token >= tokens) {
            throw new TokenContractException("Token " + token + " of a record of " + tokens + ".");
        }
        if (standsForAll(geometry)) {
            return 0;
        }
        int position = keptPositions.length > 0 ? keptPositions[token] : first + token;
        int all = geometry.getGridTime() * stepTokens();
        if (position < 0 || position >= all) {
            throw new TokenContractException(
                    "Token " + token + " is at position " + position + " of a grid of " + all + ".");
        }
        return position;
    }

    private int stepTokens() {
        return order.tokens();
    }
}
