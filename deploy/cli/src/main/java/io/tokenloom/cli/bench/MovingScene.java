package io.tokenloom.cli.bench;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/**
 * A film without an end: a ball crosses a room with a clock. The same at every run. Immutable.
 *
 * @param number another number is another room
 * @param width in pixels
 * @param height in pixels
 */
public record MovingScene(int number, int width, int height) {
    private static final int ROOMS = 12;

    /**
     * One frame as a file.
     *
     * @param format {@code png} or {@code jpg}
     */
    public byte[] frame(long index, String format) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        Color wall = Color.getHSBColor((float) (number % ROOMS) / ROOMS, 0.6f, 0.7f);
        pen.setPaint(new GradientPaint(0, 0, wall, width, height, Color.LIGHT_GRAY));
        pen.fillRect(0, 0, width, height);
        pen.setColor(Color.ORANGE);
        pen.fillOval((int) (3 * index % width), height / 3, height / 4, height / 4);
        pen.setColor(Color.BLACK);
        pen.fillArc(0, 0, height / 3, height / 3, (int) (6 * index % 360), 20);
        pen.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory can always be written", e);
        }
        return out.toByteArray();
    }
}
