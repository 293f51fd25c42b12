package io.tokenloom.token;

import io.tokenloom.record.TokenOrder;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A named order of the tokens of a grid, and its blocks: what a generator predicts at once, as in xAR ("Beyond
 * Next-Token: Next-X Prediction"). A bijection between tokens in raster order and tokens in this one. Thread-safe: all
 * are deeply immutable.
 */
public sealed interface GridOrder {
    /** Its name in a record. */
    TokenOrder name();

    /** Its parameter in a record's layout, 0 where it has none. */
    int parameter();

    /** Tokens of the full grid. */
    int tokens();

    /** Place of a token, counted in this order. */
    GridPlace place(int token);

    /** Ends of its blocks in tokens, ascending; none where single tokens are what is predicted. */
    List<Integer> blockEnds();

    /** Position in raster order of a token, counted in this one. */
    default int raster(int token) {
        GridPlace place = place(token);
        return place.row() * place.columns() + place.column();
    }

    /**
     * Ids in this order, of ids in raster order.
     *
     * @throws TokenContractException if they are not one for each place of the grid
     */
    default int[] apply(int[] raster) {
        requireAll(raster.length);
        return IntStream.range(0, raster.length)
                .map(token -> raster[raster(token)])
                .toArray();
    }

    /**
     * Ids in raster order, of ids in this one.
     *
     * @throws TokenContractException if they are not one for each place of the grid
     */
    default int[] inverse(int[] ordered) {
        requireAll(ordered.length);
        int[] raster = new int[ordered.length];
        for (int token = 0; token < ordered.length; token++) {
            raster[raster(token)] = ordered[token];
        }
        return raster;
    }

    private void requireAll(int ids) {
        if (ids != tokens()) {
            throw new TokenContractException(
                    ids + " ids for an order of " + tokens() + " tokens: give one for each place of " + this + ".");
        }
    }

    private static void requireGrid(int height, int width, int part) {
        if (height < 1 || width < 1 || part < 1 || height % part != 0 || width % part != 0) {
            throw new TokenContractException("A grid of " + height + " x " + width + " in parts of " + part
                    + ": height and width must be multiples of it, and all over 0.");
        }
    }

    private static List<Integer> evenEnds(int blocks, int size) {
        return IntStream.rangeClosed(1, blocks)
                .map(block -> block * size)
                .boxed()
                .toList();
    }

    /** Row by row. */
    record Raster(int height, int width) implements GridOrder {
        /** Checks both. */
        public Raster {
            requireGrid(height, width, 1);
        }

        @Override
        public TokenOrder name() {
            return TokenOrder.RASTER;
        }

        @Override
        public int parameter() {
            return 0;
        }

        @Override
        public int tokens() {
            return height * width;
        }

        @Override
        public GridPlace place(int token) {
            return new GridPlace(token / width, token % width, height, width);
        }

        @Override
        public List<Integer> blockEnds() {
            return List.of();
        }
    }

    /**
     * Cell by cell, the cells and the tokens of each row by row.
     *
     * @param side of a square cell in tokens
     */
    record Cells(int height, int width, int side) implements GridOrder {
        /** Checks all. */
        public Cells {
            requireGrid(height, width, side);
        }

        @Override
        public TokenOrder name() {
            return TokenOrder.CELL;
        }

        @Override
        public int parameter() {
            return side;
        }

        @Override
        public int tokens() {
            return height * width;
        }

        @Override
        public GridPlace place(int token) {
            int cell = token / (side * side);
            int inside = token % (side * side);
            int across = width / side;
            return new GridPlace(
                    cell / across * side + inside / side, cell % across * side + inside % side, height, width);
        }

        @Override
        public List<Integer> blockEnds() {
            return evenEnds(tokens() / (side * side), side * side);
        }
    }

    /**
     * Every so many-th row and column first, then those shifted by one column, and so on; each subsample row by row.
     *
     * @param stride in rows and columns
     */
    record Subsamples(int height, int width, int stride) implements GridOrder {
        /** Checks all. */
        public Subsamples {
            requireGrid(height, width, stride);
        }

        @Override
        public TokenOrder name() {
            return TokenOrder.SUBSAMPLE;
        }

        @Override
        public int parameter() {
            return stride;
        }

        @Override
        public int tokens() {
            return height * width;
        }

        @Override
        public GridPlace place(int token) {
            int size = tokens() / (stride * stride);
            int sample = token / size;
            int inside = token % size;
            int across = width / stride;
            return new GridPlace(
                    inside / across * stride + sample / stride,
                    inside % across * stride + sample % stride,
                    height,
                    width);
        }

        @Override
        public List<Integer> blockEnds() {
            return evenEnds(stride * stride, tokens() / (stride * stride));
        }
    }

    /**
     * Scale by scale: square grids that each cover the whole, one after the other, each row by row. That is their raster
     * order too.
     *
     * @param sides of the grids in tokens
     */
    record Scales(List<Integer> sides) implements GridOrder {
        /** Checks and copies. */
        public Scales {
            sides = List.copyOf(sides);
            if (sides.isEmpty() || sides.stream().anyMatch(side -> side < 1)) {
                throw new TokenContractException(
                        "Scales of the sides " + sides + "; one or more over 0 were expected.");
            }
        }

        /** The scales that end where blocks do. */
        static Scales ending(List<Integer> blockEnds) {
            int[] sides = new int[blockEnds.size()];
            int before = 0;
            for (int scale = 0; scale < sides.length; scale++) {
                int size = blockEnds.get(scale) - before;
                sides[scale] = (int) Math.sqrt(size);
                if (sides[scale] * sides[scale] != size) {
                    throw new TokenContractException("A scale of " + size + " tokens is no square grid.");
                }
                before = blockEnds.get(scale);
            }
            return new Scales(IdLists.list(sides));
        }

        @Override
        public TokenOrder name() {
            return TokenOrder.MULTI_SCALE;
        }

        @Override
        public int parameter() {
            return 0;
        }

        @Override
        public int tokens() {
            return sides.stream().mapToInt(side -> side * side).sum();
        }

        @Override
        public GridPlace place(int token) {
            int inside = token;
            for (int side : sides) {
                if (inside < side * side) {
                    return new GridPlace(inside / side, inside % side, side, side);
                }
                inside -= side * side;
            }
            throw new TokenContractException("Token " + token + " of " + tokens() + " in scales " + sides + ".");
        }

        @Override
        public int raster(int token) {
            return token;
        }

        @Override
        public List<Integer> blockEnds() {
            int[] ends = IdLists.array(sides);
            for (int scale = 0; scale < ends.length; scale++) {
                ends[scale] = ends[scale] * ends[scale] + (scale == 0 ? 0 : ends[scale - 1]);
            }
            return List.copyOf(IdLists.list(ends));
        }
    }
}
