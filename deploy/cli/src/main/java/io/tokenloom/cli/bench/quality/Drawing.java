package io.tokenloom.cli.bench.quality;

import io.tokenloom.cli.picture.Bitmaps;
import io.tokenloom.cli.picture.PictureFormat;
import io.tokenloom.vision.preprocessing.EightBitPicture;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/** Sheets of pictures and curves, as PNG. */
final class Drawing {
    private static final int GAP = 6;
    private static final int LINE = 16;
    private static final int FONT_SIZE = 12;
    private static final int ENLARGED_SIDE = 256;
    private static final int CHART_WIDTH = 760;
    private static final int CHART_HEIGHT = 280;
    private static final int MARGIN = 44;
    private static final List<Color> COLOURS = List.of(new Color(0x1f6fb4), new Color(0xd2691e));

    private Drawing() {}

    /** Whether text can be drawn: Java needs fonts of the system. */
    static boolean hasFonts() {
        try {
            Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
            graphics.setFont(font());
            graphics.getFontMetrics().stringWidth("dB");
            graphics.dispose();
            return true;
        } catch (RuntimeException | LinkageError | InternalError e) {
            // What it throws without fontconfig depends on the version of Java.
            return false;
        }
    }

    private static Font font() {
        return new Font(Font.SANS_SERIF, Font.PLAIN, FONT_SIZE);
    }

    /** Rows of pictures, each pixel enlarged to a square, with heading and caption over each. */
    static byte[] sheet(List<List<SheetCell>> rows) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(1);
        int side = ENLARGED_SIDE;
        int cellHeight = side + 2 * LINE + GAP;
        BufferedImage sheet = new BufferedImage(
                columns * (side + GAP) + GAP, rows.size() * cellHeight + GAP, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = begun(sheet);
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < rows.get(row).size(); column++) {
                SheetCell cell = rows.get(row).get(column);
                int x = GAP + column * (side + GAP);
                int y = GAP + row * cellHeight;
                graphics.setClip(x, y, side, cellHeight);
                graphics.drawString(cell.heading(), x, y + LINE - 4);
                graphics.drawString(cell.caption(), x, y + 2 * LINE - 4);
                cell.picture().ifPresent(picture -> enlarged(graphics, picture, x, y + 2 * LINE));
            }
        }
        graphics.dispose();
        return PictureFormat.PNG.encode(sheet);
    }

    /** By whole factors, so that every pixel is seen as it is. */
    private static void enlarged(Graphics2D graphics, EightBitPicture picture, int x, int y) {
        int factor = Math.max(1, ENLARGED_SIDE / picture.width());
        graphics.drawImage(Bitmaps.of(picture), x, y, factor * picture.width(), factor * picture.height(), null);
    }

    /**
     * A curve over the frames of a film.
     *
     * @param name what it shows
     * @param decibels of each frame
     */
    record Curve(String name, List<Double> decibels) {}

    /** Curves of equal length. */
    static byte[] chart(String title, List<Curve> curves) {
        double lowest = curves.stream()
                .flatMap(curve -> curve.decibels().stream())
                .mapToDouble(Math::floor)
                .min()
                .orElse(0);
        double highest = curves.stream()
                .flatMap(curve -> curve.decibels().stream())
                .mapToDouble(Math::ceil)
                .max()
                .orElse(1);
        BufferedImage chart = new BufferedImage(CHART_WIDTH, CHART_HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = begun(chart);
        graphics.drawString(title, MARGIN, LINE);
        Axes axes = new Axes(
                lowest, Math.max(highest, lowest + 1), curves.get(0).decibels().size());
        axes.draw(graphics);
        for (int i = 0; i < curves.size(); i++) {
            graphics.setColor(COLOURS.get(i));
            graphics.setStroke(new BasicStroke(1.5f));
            List<Double> decibels = curves.get(i).decibels();
            for (int frame = 1; frame < decibels.size(); frame++) {
                graphics.drawLine(
                        axes.x(frame - 1), axes.y(decibels.get(frame - 1)), axes.x(frame), axes.y(decibels.get(frame)));
            }
            graphics.drawString(curves.get(i).name(), MARGIN + i * CHART_WIDTH / 3, 2 * LINE);
        }
        graphics.dispose();
        return PictureFormat.PNG.encode(chart);
    }

    private record Axes(double lowest, double highest, int frames) {
        int x(int frame) {
            return MARGIN + frame * (CHART_WIDTH - 2 * MARGIN) / Math.max(1, frames - 1);
        }

        int y(double decibels) {
            double part = (decibels - lowest) / (highest - lowest);
            return (int) Math.round(CHART_HEIGHT - MARGIN - part * (CHART_HEIGHT - 2 * MARGIN - LINE));
        }

        void draw(Graphics2D graphics) {
            int step = Math.max(1, (int) Math.ceil((highest - lowest) / 8));
            for (double value = lowest; value <= highest; value += step) {
                graphics.setColor(Color.LIGHT_GRAY);
                graphics.drawLine(x(0), y(value), x(frames - 1), y(value));
                graphics.setColor(Color.BLACK);
                graphics.drawString(String.format(Locale.ROOT, "%.0f dB", value), 2, y(value) + 4);
            }
            for (int frame : FilmRun.spread(frames, 6)) {
                graphics.drawString(Integer.toString(frame + 1), x(frame) - 8, CHART_HEIGHT - MARGIN + LINE);
            }
            graphics.drawString("frame", CHART_WIDTH - MARGIN, CHART_HEIGHT - LINE / 2);
        }
    }

    private static Graphics2D begun(BufferedImage image) {
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.setColor(Color.BLACK);
        graphics.setFont(font());
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        return graphics;
    }
}
