package io.tokenloom.media;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A WebP taken apart into its chunks. The codec gets the chunks of the first image alone, as a still file of its own,
 * once the size in the image's own header is the one that the container gives: the codec allocates by the former.
 */
record WebpFile(ImageHeader header, byte[] essence, int left, int top, Orientation orientation) implements ImageFile {
    private static final int ALPHA_FLAG = 0x10;
    private static final int ANIMATION_FLAG = 0x02;

    static WebpFile parse(ByteView file, MediaLimits limits) {
        return new Parser(file, limits).parse();
    }

    @Override
    public RgbImage decode() throws IOException {
        BufferedImage image = Codec.WEBP.read(essence, MediaType.WEBP);
        if (orientation == Orientation.AS_STORED) {
            RgbImage frame = Pixels.of(image.getRaster(), Pixels.colourOf(image), orientation);
            return Pixels.onCanvas(frame, left, top, header.width(), header.height());
        }
        return Pixels.of(image.getRaster(), Pixels.colourOf(image), orientation);
    }

    /** Where a chunk's body is. */
    private record Chunk(String name, int body, int length) {
        int end() {
            return body + length + (length & 1);
        }
    }

    private static final class Parser {
        private final ByteView file;
        private final MediaLimits limits;
        private int canvasWidth;
        private int canvasHeight;
        private int frames;
        private int left;
        private int top;
        private byte[] essence = {};
        private Orientation orientation = Orientation.AS_STORED;

        Parser(ByteView file, MediaLimits limits) {
            this.file = file;
            this.limits = limits;
        }

        WebpFile parse() {
            long riff = 8 + file.u32le(4);
            file.need(0, riff);
            int end = (int) riff;
            Chunk first = chunk(12, end);
            if (first.name().equals("VP8X")) {
                extended(first, end);
            } else {
                still(12, end, 0, 0);
            }
            ImageHeader header = new ImageHeader(MediaType.WEBP, canvasWidth, canvasHeight, frames);
            return new WebpFile(header, essence, left, top, orientation);
        }

        private void extended(Chunk head, int end) {
            file.need(head.body(), 10);
            boolean animated = (file.u8(head.body()) & ANIMATION_FLAG) != 0;
            canvasWidth = 1 + file.u24le(head.body() + 4);
            canvasHeight = 1 + file.u24le(head.body() + 7);
            ImageHeader.checkSize(MediaType.WEBP, canvasWidth, canvasHeight, limits);
            if (!animated) {
                still(head.end(), end, canvasWidth, canvasHeight);
            }
            for (int at = head.end(); at + 8 <= end && frames <= limits.frames(); ) {
                Chunk chunk = chunk(at, end);
                if (animated && chunk.name().equals("ANMF")) {
                    frame(chunk);
                } else if (!animated && chunk.name().equals("EXIF")) {
                    // Some writers put JPEG's introduction before the block.
                    int skip = file.has(chunk.body(), "Exif\0\0") ? 6 : 0;
                    orientation = ExifOrientation.read(file, chunk.body() + skip, Math.max(0, chunk.length() - skip));
                }
                at = chunk.end();
            }
            if (frames == 0) {
                throw broken("it has no image data");
            }
        }

        private void frame(Chunk chunk) {
            if (frames > 0) {
                frames++;
                return;
            }
            file.need(chunk.body(), 16);
            left = 2 * file.u24le(chunk.body());
            top = 2 * file.u24le(chunk.body() + 3);
            int width = 1 + file.u24le(chunk.body() + 6);
            int height = 1 + file.u24le(chunk.body() + 9);
            if (left + width > canvasWidth || top + height > canvasHeight) {
                throw broken("its first frame lies outside the canvas");
            }
            still(chunk.body() + 16, chunk.body() + chunk.length(), width, height);
        }

        /** Finds the image data between two positions; a width of 0 takes the size of the data as the canvas'. */
        private void still(int from, int end, int width, int height) {
            Chunk alpha = null;
            for (int at = from; at + 8 <= end; ) {
                Chunk chunk = chunk(at, end);
                switch (chunk.name()) {
                    case "ALPH" -> alpha = chunk;
                    case "VP8 " -> {
                        lossy(chunk, alpha, width, height);
                        return;
                    }
                    case "VP8L" -> {
                        lossless(chunk, width, height);
                        return;
                    }
                    default -> {
                        // Profiles and metadata.
                    }
                }
                at = chunk.end();
            }
            throw broken("it has no image data");
        }

        private void lossy(Chunk chunk, Chunk alpha, int width, int height) {
            int at = chunk.body();
            file.need(at, 10);
            if ((file.u8(at) & 1) != 0 || file.u8(at + 3) != 0x9d || file.u8(at + 4) != 1 || file.u8(at + 5) != 0x2a) {
                throw broken("its lossy data does not start with a key frame");
            }
            size(file.u16le(at + 6) & 0x3fff, file.u16le(at + 8) & 0x3fff, width, height);
            if (alpha == null) {
                essence = riff(bytesOf(chunk));
                return;
            }
            int compression = file.u8(alpha.body()) & 3;
            if (compression != 1) {
                throw ImageFailure.format("the image is a WebP with uncompressed alpha (method " + compression
                        + "), which is not read; store it with compressed alpha");
            }
            ByteBuffer head = ByteBuffer.allocate(18).order(ByteOrder.LITTLE_ENDIAN);
            head.put("VP8X".getBytes(StandardCharsets.ISO_8859_1)).putInt(10).putInt(ALPHA_FLAG);
            put24(head, canvasOr(width, chunk.body() + 6) - 1);
            put24(head, canvasOr(height, chunk.body() + 8) - 1);
            essence = riff(head.array(), bytesOf(alpha), bytesOf(chunk));
        }

        private int canvasOr(int side, int at) {
            return side > 0 ? side : file.u16le(at) & 0x3fff;
        }

        private void lossless(Chunk chunk, int width, int height) {
            int at = chunk.body();
            file.need(at, 5);
            if (file.u8(at) != 0x2f) {
                throw broken("its lossless data does not start with its mark");
            }
            long bits = file.u32le(at + 1);
            size(1 + (int) (bits & 0x3fff), 1 + (int) (bits >> 14 & 0x3fff), width, height);
            essence = riff(bytesOf(chunk));
        }

        private void size(int dataWidth, int dataHeight, int width, int height) {
            if (width == 0) {
                canvasWidth = dataWidth;
                canvasHeight = dataHeight;
            } else if (dataWidth != width || dataHeight != height) {
                throw broken("its container gives a size of " + width + " x " + height + ", its data of " + dataWidth
                        + " x " + dataHeight);
            }
            frames = 1;
        }

        private Chunk chunk(int at, int end) {
            String name = file.name(at);
            long length = file.u32le(at + 4);
            if (at + 8 + length > end) {
                throw broken("the chunk at byte " + at + " goes to byte " + (at + 8 + length) + ", its file to " + end);
            }
            return new Chunk(name, at + 8, (int) length);
        }

        /** The chunk with its head, padded. */
        private byte[] bytesOf(Chunk chunk) {
            byte[] copy = new byte[8 + chunk.length() + (chunk.length() & 1)];
            System.arraycopy(file.bytes(), chunk.body() - 8, copy, 0, 8 + chunk.length());
            return copy;
        }

        private static byte[] riff(byte[]... chunks) {
            int length = 4;
            for (byte[] chunk : chunks) {
                length += chunk.length;
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream(8 + length);
            ByteBuffer head = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
            head.put("RIFF".getBytes(StandardCharsets.ISO_8859_1)).putInt(length);
            head.put("WEBP".getBytes(StandardCharsets.ISO_8859_1));
            out.writeBytes(head.array());
            for (byte[] chunk : chunks) {
                out.writeBytes(chunk);
            }
            return out.toByteArray();
        }

        private static void put24(ByteBuffer to, int value) {
            to.put((byte) value).put((byte) (value >> 8)).put((byte) (value >> 16));
        }

        private RuntimeException broken(String what) {
            return ImageFailure.broken(MediaType.WEBP, what);
        }
    }
}
