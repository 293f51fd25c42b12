package io.tokenloom.cli.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tokenloom.vision.preprocessing.EightBitPicture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DrawingTest {
    private static final int WHITE = 0xFFFFFF;

    @BeforeEach
    void needsFonts() {
        assumeTrue(Drawing.hasFonts(), "Java finds no fonts");
    }

    @Test
    void enlargesEachPixelToASquare() throws Exception {
        byte[] planes = new byte[3 * 64 * 64];
        // The first pixel is red, all others are black.
        planes[0] = (byte) 255;
        SheetCell cell = new SheetCell("original", "a", Optional.of(EightBitPicture.square(64, planes)));
        SheetCell nothing = new SheetCell("WebP", "none so small", Optional.empty());

        BufferedImage sheet = read(Drawing.sheet(List.of(List.of(cell, nothing), List.of(cell))));

        assertThat(sheet.getWidth()).isEqualTo(6 + 2 * (256 + 6));
        int top = 6 + 2 * 16;
        assertThat(rgb(sheet, 6, top)).isEqualTo(0xFF0000);
        assertThat(rgb(sheet, 6 + 3, top + 3)).isEqualTo(0xFF0000);
        assertThat(rgb(sheet, 6 + 4, top)).isZero();
        assertThat(rgb(sheet, 6 + 255, top + 255)).isZero();
        assertThat(rgb(sheet, 6 + 256, top + 255)).isEqualTo(WHITE);
        assertThat(rgb(sheet, 6 + 262 + 100, top + 100)).isEqualTo(WHITE);
    }

    @Test
    void drawsCurvesFromLowToHigh() throws Exception {
        BufferedImage chart =
                read(Drawing.chart("a film", List.of(new Drawing.Curve("with state", List.of(20.0, 22.0, 24.0)))));

        // Blue at the left end below, at the right end above.
        assertThat(blueRow(chart, 46)).isGreaterThan(blueRow(chart, 712));
    }

    private static int blueRow(BufferedImage chart, int x) {
        for (int y = 40; y < chart.getHeight(); y++) {
            int rgb = rgb(chart, x, y);
            if ((rgb & 0xFF) > 120 && (rgb >> 16 & 0xFF) < 100) {
                return y;
            }
        }
        throw new AssertionError("nothing is drawn at " + x);
    }

    private static int rgb(BufferedImage image, int x, int y) {
        return image.getRGB(x, y) & WHITE;
    }

    private static BufferedImage read(byte[] png) throws Exception {
        return ImageIO.read(new ByteArrayInputStream(png));
    }
}
