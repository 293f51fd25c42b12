package io.tokenloom.vision.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.media.RgbImage;
import io.tokenloom.token.PixelBox;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TileGridTest {
    private static final TileGrid INTERNVL = new TileGrid(448, 12, Resampling.PIL_BICUBIC);

    @ParameterizedTest
    @CsvSource({
        "1920,1080,4,2,9",
        "1080,1920,2,4,9",
        "640,480,4,3,13",
        "448,448,1,1,1",
        "1000,1000,3,3,10",
        "300,200,3,2,7",
        "1280,720,4,2,9"
    })
    void takesTheGridOfTheClosestProportions(int width, int height, int columns, int rows, int tiles) {
        TileGrid.Grid grid = INTERNVL.gridFor(width, height);
        assertThat(grid).isEqualTo(new TileGrid.Grid(columns, rows));
        assertThat(grid.tiles()).isEqualTo(tiles);
    }

    @Test
    void takesTheLargerOfTwoEquallyCloseGridsFromHalfItsPixelsOn() {
        TileGrid grid = new TileGrid(10, 12, Resampling.PIL_BICUBIC);
        assertThat(grid.gridFor(14, 14)).isEqualTo(new TileGrid.Grid(1, 1));
        assertThat(grid.gridFor(15, 15)).isEqualTo(new TileGrid.Grid(2, 2));
        assertThat(grid.gridFor(21, 21)).isEqualTo(new TileGrid.Grid(2, 2));
        assertThat(grid.gridFor(22, 22)).isEqualTo(new TileGrid.Grid(3, 3));
    }

    @Test
    void cutsTheStretchedPictureRowByRowAndAddsTheWholeLast() {
        RgbImage source = GoldenPreprocessing.picture(90, 61);
        TileGrid grid = new TileGrid(16, 6, Resampling.PIL_BICUBIC);
        List<PreparedPicture> tiles = grid.tiles(source);
        assertThat(grid.gridFor(90, 61)).isEqualTo(new TileGrid.Grid(3, 2));
        byte[] whole = ((EightBitPicture) new Stretch(48, 32, Resampling.PIL_BICUBIC).apply(source)).planes();
        for (int tile = 0; tile < 6; tile++) {
            byte[] planes = ((EightBitPicture) tiles.get(tile)).planes();
            byte[] cut = new byte[planes.length];
            for (int i = 0; i < cut.length; i++) {
                int row = tile / 3 * 16 + i / 16 % 16;
                int column = tile % 3 * 16 + i % 16;
                cut[i] = whole[(i / 256 * 32 + row) * 48 + column];
            }
            assertThat(planes).isEqualTo(cut);
        }
        assertThat(tiles).hasSize(7);
        assertThat(((EightBitPicture) tiles.get(6)).planes())
                .isEqualTo(((EightBitPicture) new Stretch(16, 16, Resampling.PIL_BICUBIC).apply(source)).planes());
    }

    @Test
    void tellsWhatEachTileShows() {
        TileGrid grid = new TileGrid(16, 6, Resampling.PIL_BICUBIC);
        List<PreparedPicture> tiles = grid.tiles(GoldenPreprocessing.picture(90, 60));
        assertThat(tiles.get(0).seen()).isEqualTo(new PixelBox(0, 0, 30, 30));
        assertThat(tiles.get(4).view()).isEqualTo(new SourceView(90, 60, new PixelBox(30, 30, 30, 30)));
        assertThat(tiles.get(6).seen()).isEqualTo(new PixelBox(0, 0, 60, 90));
    }
}
