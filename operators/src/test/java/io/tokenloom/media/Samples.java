package io.tokenloom.media;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;

/** Media files for tests: those of the folder {@code media}, and some made on the spot. */
public final class Samples {
    private Samples() {}

    /** A file of the folder {@code media}, which {@code generate.py} there has made. */
    public static byte[] file(String name) {
        try (InputStream in = Samples.class.getResourceAsStream("/media/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no " + name + " among the test files");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What Pillow decodes from a file of the folder, read without the code under test. */
    static RgbImage expected(String name) {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(file(name + ".png")));
            byte[] rgb = new byte[3 * image.getWidth() * image.getHeight()];
            int to = 0;
            int[] samples = new int[image.getRaster().getNumBands()];
            for (int y = 0; y < image.getHeight(); y++) {
                for (int x = 0; x < image.getWidth(); x++) {
                    if (samples.length == 3) {
                        image.getRaster().getPixel(x, y, samples);
                        for (int sample : samples) {
                            rgb[to++] = (byte) sample;
                        }
                    } else {
                        int colour = image.getRGB(x, y);
                        rgb[to++] = (byte) (colour >> 16);
                        rgb[to++] = (byte) (colour >> 8);
                        rgb[to++] = (byte) colour;
                    }
                }
            }
            return new RgbImage(image.getWidth(), image.getHeight(), rgb);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A PNG of one colour type whose rows, without filter, are {@code data}. */
    static byte[] png(int width, int height, int bits, int colourType, byte[] data) {
        int rowBytes = data.length / height;
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        for (int y = 0; y < height; y++) {
            rows.write(0);
            rows.write(data, y * rowBytes, rowBytes);
        }
        return pngOf(width, height, bits, colourType, chunk("IDAT", deflated(rows.toByteArray())));
    }

    /** A PNG with these chunks between IHDR and IEND. */
    static byte[] pngOf(int width, int height, int bits, int colourType, byte[]... chunks) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        out.writeBytes(chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put((byte) bits)
                        .put((byte) colourType)
                        .array()));
        for (byte[] chunk : chunks) {
            out.writeBytes(chunk);
        }
        out.writeBytes(chunk("IEND", new byte[0]));
        return out.toByteArray();
    }

    static byte[] chunk(String name, byte[] body) {
        byte[] named = concat(name.getBytes(StandardCharsets.ISO_8859_1), body);
        CRC32 sum = new CRC32();
        sum.update(named);
        return ByteBuffer.allocate(named.length + 8)
                .putInt(body.length)
                .put(named)
                .putInt((int) sum.getValue())
                .array();
    }

    static byte[] deflated(byte[] data) {
        Deflater deflater = new Deflater();
        deflater.setInput(data);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }

    /** A TIFF block with nothing but an orientation. */
    static byte[] exif(int orientation) {
        return ByteBuffer.allocate(26)
                .put("MM\0*".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .array();
    }

    /** The JPEG with an EXIF segment behind its first two bytes. */
    static byte[] withExif(byte[] jpeg, byte[] exif) {
        byte[] segment = ByteBuffer.allocate(10 + exif.length)
                .put((byte) 0xff)
                .put((byte) 0xe1)
                .putShort((short) (8 + exif.length))
                .put("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1))
                .put(exif)
                .array();
        return concat(slice(jpeg, 0, 2), segment, slice(jpeg, 2, jpeg.length));
    }

    /** All these bytes, one after the other. */
    public static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** Some of these bytes. */
    public static byte[] slice(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    static byte[] written(BufferedImage image, String format) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalArgumentException(format);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
