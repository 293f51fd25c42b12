package io.tokenloom.token;

import io.tokenloom.record.Geometry;
import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.Truncation;
import io.tokenloom.record.TruncationKind;
import java.nio.ByteBuffer;
import java.util.stream.IntStream;

/**
 * Puts the tokens of a record into another order of its grid, and back into raster order. The record then says the name
 * of the order, its parameter and where its blocks end. Thread-safe: stateless.
 */
public final class Reordering {
    private Reordering() {}

    /**
     * A record of a full grid in raster order, in another order.
     *
     * @throws TokenContractException if it is no such record, or may be cut: a prefix in one order is none in another
     */
    public static TokenSequence to(TokenSequence raster, GridOrder order) {
        require(CutFields.of(raster), raster.getOrder(), order);
        return reordered(raster, order, from(order));
    }

    /**
     * A record of a full grid in raster order, in another order.
     *
     * @throws TokenContractException if it is no such record, its numbers lie elsewhere, or it may be cut: a prefix in one
     *     order is none in another
     */
    public static TokenEmbeddings to(TokenEmbeddings raster, GridOrder order) {
        require(CutFields.of(raster), raster.getOrder(), order);
        return reordered(raster, order, from(order));
    }

    /**
     * A record of a full grid in CELL or SUBSAMPLE order, in raster order.
     *
     * @throws TokenContractException if it is no such record, or may be cut
     */
    public static TokenSequence toRaster(TokenSequence ordered) {
        GridOrder order = RecordOrder.of(ordered.getOrder(), ordered.getGeometry(), ordered.getLayout());
        GridOrder.Raster raster = requireGrid(CutFields.of(ordered), order);
        return reordered(ordered, raster, inverted(from(order)));
    }

    /**
     * A record of a full grid in CELL or SUBSAMPLE order, in raster order.
     *
     * @throws TokenContractException if it is no such record, its numbers lie elsewhere, or it may be cut
     */
    public static TokenEmbeddings toRaster(TokenEmbeddings ordered) {
        GridOrder order = RecordOrder.of(ordered.getOrder(), ordered.getGeometry(), ordered.getLayout());
        GridOrder.Raster raster = requireGrid(CutFields.of(ordered), order);
        return reordered(ordered, raster, inverted(from(order)));
    }

    private static int[] from(GridOrder order) {
        return IntStream.range(0, order.tokens()).map(order::raster).toArray();
    }

    private static int[] inverted(int[] from) {
        int[] inverse = new int[from.length];
        for (int i = 0; i < from.length; i++) {
            inverse[from[i]] = i;
        }
        return inverse;
    }

    private static void require(CutFields fields, TokenOrder now, GridOrder order) {
        requireFull(fields, order);
        if (now != TokenOrder.RASTER || !grid(order).equals(grid(fields.geometry(), order))) {
            throw new TokenContractException("A record in " + now + " order of the grid "
                    + grid(fields.geometry(), order) + " can't be put into " + order
                    + ": a grid of that size in RASTER order was expected.");
        }
    }

    private static GridOrder.Raster requireGrid(CutFields fields, GridOrder order) {
        requireFull(fields, order);
        return grid(order);
    }

    private static void requireFull(CutFields fields, GridOrder order) {
        Truncation truncation = fields.truncation();
        if (fields.first() != 0
                || fields.tokens() != order.tokens()
                || fields.hasPositions()
                || truncation.getKind() != TruncationKind.NONE) {
            throw new TokenContractException(
                    "Only a full grid that may not be cut can be reordered: this record has " + fields.tokens()
                            + " tokens of " + order.tokens() + ", with the cuts " + truncation.getKind() + ".");
        }
    }

    private static GridOrder.Raster grid(GridOrder order) {
        if (order instanceof GridOrder.Scales) {
            throw new TokenContractException(
                    "Scales are not one grid: they are in raster order, scale by scale, already.");
        }
        GridPlace place = order.place(0);
        return new GridOrder.Raster(place.rows(), place.columns());
    }

    /** Where a record has no geometry, the grid is the one that the order is of. */
    private static GridOrder.Raster grid(Geometry geometry, GridOrder order) {
        return geometry == null
                ? grid(order)
                : new GridOrder.Raster(geometry.getGridTime() * geometry.getGridHeight(), geometry.getGridWidth());
    }

    private static TokenSequence reordered(TokenSequence sequence, GridOrder order, int[] from) {
        PlacedIds.requireUnplaced(sequence, "reordered");
        TokenSequence other = ShallowCopy.of(sequence, new TokenSequence());
        other.setPlanes(sequence.getPlanes().stream()
                .map(plane -> {
                    int[] ids = IdLists.array(plane.getIds());
                    return TokenPlanes.withIds(
                            plane,
                            IdLists.list(IntStream.of(from).map(at -> ids[at]).toArray()));
                })
                .toList());
        other.setOrder(order.name());
        other.setLayout(Layouts.of(0, order.blockEnds(), order.parameter(), 0));
        return other;
    }

    private static TokenEmbeddings reordered(TokenEmbeddings embeddings, GridOrder order, int[] from) {
        ByteBuffer values = EmbeddingNumbers.bytes(embeddings);
        int each = Math.toIntExact(EmbeddingNumbers.bytesPerToken(embeddings));
        byte[] moved = new byte[values.remaining()];
        for (int token = 0; token < from.length; token++) {
            values.get(values.position() + from[token] * each, moved, token * each, each);
        }
        TokenEmbeddings other = ShallowCopy.of(embeddings, new TokenEmbeddings());
        other.setValues(ByteBuffer.wrap(moved));
        other.setOrder(order.name());
        other.setLayout(Layouts.of(0, order.blockEnds(), order.parameter(), 0));
        return other;
    }
}
