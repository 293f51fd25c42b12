package io.tokenloom.media;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.CRC32;

/**
 * A PNG taken apart into its chunks. The codec gets IHDR, PLTE, the transparency of a palette and IDAT, each with a
 * checked sum, and no text or profile, whose compressed forms may be bombs of their own.
 */
record PngFile(ImageHeader header, byte[] essence, int[] key, Orientation orientation) implements ImageFile {
    private static final int SIGNATURE_BYTES = 8;
    private static final int CHUNK_BYTES = 12;
    private static final int GREY = 0;
    private static final int RGB = 2;
    private static final int PALETTE = 3;

    static PngFile parse(ByteView file) {
        return new Parser(file).parse();
    }

    @Override
    public RgbImage decode() throws IOException {
        BufferedImage image = Codec.PNG.read(essence, MediaType.PNG);
        Pixels.Colour colour = Pixels.colourOf(image);
        return Pixels.of(image.getRaster(), key.length > 0 ? Pixels.withKey(colour, key) : colour, orientation);
    }

    private static final class Parser {
        private final ByteView file;
        private final ByteArrayOutputStream essence = new ByteArrayOutputStream();
        private int width;
        private int height;
        private int bits;
        private int colourType;
        private int frames = 1;
        private int[] key = {};
        private boolean data;
        private Orientation orientation = Orientation.AS_STORED;

        Parser(ByteView file) {
            this.file = file;
        }

        PngFile parse() {
            essence.write(file.bytes(), 0, SIGNATURE_BYTES);
            int at = SIGNATURE_BYTES;
            boolean first = true;
            String name = "";
            while (!name.equals("IEND")) {
                long length = file.u32be(at);
                name = file.name(at + 4);
                file.need(at, CHUNK_BYTES + length);
                if (first != name.equals("IHDR")) {
                    if (name.equals("CgBI")) {
                        throw ImageFailure.format(
                                "the image is an Apple CgBI PNG, which is not read; store it as a standard PNG");
                    }
                    throw broken("its chunks are out of order");
                }
                first = false;
                chunk(name, at, (int) length);
                at += CHUNK_BYTES + (int) length;
            }
            if (!data) {
                throw broken("it has no image data");
            }
            return new PngFile(
                    new ImageHeader(MediaType.PNG, width, height, frames), essence.toByteArray(), key, orientation);
        }

        private void chunk(String name, int at, int length) {
            int body = at + 8;
            switch (name) {
                case "IHDR" -> {
                    if (length != 13) {
                        throw broken("its header has " + length + " bytes, not 13");
                    }
                    width = size(file.u32be(body));
                    height = size(file.u32be(body + 4));
                    bits = file.u8(body + 8);
                    colourType = file.u8(body + 9);
                    keep(at, length);
                }
                case "PLTE", "IEND" -> keep(at, length);
                case "IDAT" -> {
                    data = true;
                    keep(at, length);
                }
                case "tRNS" -> {
                    if (colourType == PALETTE) {
                        keep(at, length);
                    } else if (colourType == GREY && length == 2) {
                        key = new int[] {file.u16be(body)};
                    } else if (colourType == RGB && length == 6) {
                        key = new int[] {file.u16be(body), file.u16be(body + 2), file.u16be(body + 4)};
                    }
                }
                case "acTL" -> {
                    if (length >= 4) {
                        frames = (int) Math.max(1, Math.min(file.u32be(body), Integer.MAX_VALUE));
                    }
                }
                case "eXIf" -> orientation = ExifOrientation.read(file, body, length);
                default -> {
                    if (Character.isUpperCase(name.charAt(0))) {
                        throw broken("it has a critical chunk of an unknown kind");
                    }
                }
            }
        }

        /** More than 2^31 - 1 is invalid; the largest value there is fails the limits just as well. */
        private static int size(long value) {
            return (int) Math.min(value, Integer.MAX_VALUE);
        }

        private void keep(int at, int length) {
            CRC32 sum = new CRC32();
            sum.update(file.bytes(), at + 4, 4 + length);
            if (sum.getValue() != file.u32be(at + 8 + length)) {
                throw broken("the sum of the chunk at byte " + at + " does not match");
            }
            essence.write(file.bytes(), at, CHUNK_BYTES + length);
        }

        private RuntimeException broken(String what) {
            return ImageFailure.broken(MediaType.PNG, what);
        }
    }
}
