package io.tokenloom.vision.preprocessing;

import io.tokenloom.media.RgbImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Pictures of many sizes as a number of equal square tiles: the grid whose proportions are closest to the picture's, the
 * whole picture stretched over it and cut, row by row, and the whole picture in one more tile at the end where the grid
 * has more than one. The dynamic resolution of InternVL (Chen et al., "How Far Are We to GPT-4V?", 2024), which PVC uses.
 * Thread-safe: immutable.
 *
 * @param side width and height of a tile in pixels
 * @param mostTiles most tiles of a grid, without the one of the whole picture
 * @param resampling how the picture is stretched
 */
public record TileGrid(int side, int mostTiles, Resampling resampling) {
    /** The name in a manifest. */
    public static final String NAME = "tile-grid";

    /** Checks the numbers. */
    public TileGrid {
        if (side < 1 || mostTiles < 1) {
            throw new IllegalArgumentException(
                    "a grid has at least one tile of one pixel, not " + mostTiles + " of " + side);
        }
    }

    /**
     * Where the tiles of a picture are.
     *
     * @param columns tiles of a row
     * @param rows rows of tiles
     */
    public record Grid(int columns, int rows) {
        /** How many tiles a model gets, the one of the whole picture among them. */
        public int tiles() {
            return columns * rows == 1 ? 1 : columns * rows + 1;
        }
    }

    /** Every choice that changes a pixel, in one line that stays the same from version to version. */
    public String identity() {
        return NAME + " " + side + "x" + side + " most " + mostTiles + " " + resampling.manifestName();
    }

    /**
     * The grid for a picture of this size. Of two that are equally close the larger is taken if the picture has more than
     * half as many pixels as it.
     */
    public Grid gridFor(int width, int height) {
        double proportions = (double) width / height;
        double area = (double) width * height;
        Grid best = new Grid(1, 1);
        double least = Double.POSITIVE_INFINITY;
        for (Grid grid : grids()) {
            double difference = Math.abs(proportions - (double) grid.columns() / grid.rows());
            boolean fills = area > 0.5 * side * side * grid.columns() * grid.rows();
            if (difference < least || difference == least && fills) {
                best = grid;
                least = difference;
            }
        }
        return best;
    }

    /** Every grid, small ones first. */
    private List<Grid> grids() {
        List<Grid> grids = new ArrayList<>();
        for (int columns = 1; columns <= mostTiles; columns++) {
            for (int rows = 1; columns * rows <= mostTiles; rows++) {
                grids.add(new Grid(columns, rows));
            }
        }
        grids.sort(Comparator.comparingInt(grid -> grid.columns() * grid.rows()));
        return grids;
    }

    /** The tiles of a picture, each with the part of it that it shows. */
    public List<PreparedPicture> tiles(RgbImage picture) {
        Grid grid = gridFor(picture.width(), picture.height());
        List<PreparedPicture> tiles = new ArrayList<>(grid.tiles());
        for (int row = 0; row < grid.rows(); row++) {
            for (int column = 0; column < grid.columns(); column++) {
                tiles.add(resampling.resize(
                        picture,
                        new ScaledCrop(
                                grid.columns() * side, grid.rows() * side, column * side, row * side, side, side)));
            }
        }
        if (tiles.size() > 1) {
            tiles.add(resampling.resize(picture, ScaledCrop.whole(side, side)));
        }
        return tiles;
    }
}
