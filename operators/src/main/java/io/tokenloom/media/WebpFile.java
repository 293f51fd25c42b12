package io.tokenloom.media;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A WebP taken apart into its chunks, with the size in the image's own header known to be the one that the container
 * gives: codecs allocate by the former. Of an animation the first image is taken.
 */
record WebpFile(ImageHeader header, Picture picture, int left, int top, Orientation orientation) implements ImageFile {
    private static final int ANIMATION_FLAG = 0x02;

    static WebpFile parse(ByteView file, MediaLimits limits, Vp8Decoder lossyDecoder) {
        return new Parser(file, limits, lossyDecoder).parse();
    }

    @Override
    public RgbImage decode() throws IOException {
        RgbImage image = picture.decode();
        if (orientation != Orientation.AS_STORED) {
            return Pixels.turned(image, orientation);
        }
        return Pixels.onCanvas(image, left, top, header.width(), header.height());
    }

    /** The data of an image. */
    private interface Picture {
        RgbImage decode() throws IOException;
    }

    /** A file of nothing but this chunk. */
    static byte[] riff(String name, byte[] body) {
        int padded = body.length + (body.length & 1);
        return ByteBuffer.allocate(20 + padded)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(12 + padded)
                .put("WEBP".getBytes(StandardCharsets.ISO_8859_1))
                .put(name.getBytes(StandardCharsets.ISO_8859_1))
                .putInt(body.length)
                .put(body)
                .array();
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
        private final Vp8Decoder lossyDecoder;
        private int canvasWidth;
        private int canvasHeight;
        private int frames;
        private int left;
        private int top;
        private Picture picture;
        private Orientation orientation = Orientation.AS_STORED;

        Parser(ByteView file, MediaLimits limits, Vp8Decoder lossyDecoder) {
            this.file = file;
            this.limits = limits;
            this.lossyDecoder = lossyDecoder;
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
            return new WebpFile(header, picture, left, top, orientation);
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
            int dataWidth = file.u16le(at + 6) & 0x3fff;
            int dataHeight = file.u16le(at + 8) & 0x3fff;
            size(dataWidth, dataHeight, width, height);
            byte[] keyFrame = bodyOf(chunk);
            Optional<WebpAlpha> plane =
                    Optional.ofNullable(alpha).filter(c -> c.length() > 0).map(c -> new WebpAlpha(bodyOf(c)));
            picture = () -> {
                RgbImage opaque = lossyDecoder.decode(keyFrame, dataWidth, dataHeight, limits);
                if (plane.isPresent()) {
                    plane.get().layOverWhite(opaque);
                }
                return opaque;
            };
        }

        private void lossless(Chunk chunk, int width, int height) {
            int at = chunk.body();
            file.need(at, 5);
            if (file.u8(at) != 0x2f) {
                throw broken("its lossless data does not start with its mark");
            }
            long bits = file.u32le(at + 1);
            size(1 + (int) (bits & 0x3fff), 1 + (int) (bits >> 14 & 0x3fff), width, height);
            byte[] still = riff("VP8L", bodyOf(chunk));
            picture = () -> {
                BufferedImage image = Codec.WEBP.read(still, MediaType.WEBP);
                return Pixels.of(image.getRaster(), Pixels.colourOf(image), Orientation.AS_STORED);
            };
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

        private byte[] bodyOf(Chunk chunk) {
            return Arrays.copyOfRange(file.bytes(), chunk.body(), chunk.body() + chunk.length());
        }

        private RuntimeException broken(String what) {
            return ImageFailure.broken(MediaType.WEBP, what);
        }
    }
}
