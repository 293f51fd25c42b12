package io.tokenloom.media;

import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * A JPEG taken apart into its segments. The codec gets those that make the image, without any APPn or comment, and gives
 * raw samples: which colours they are is decided here, as libjpeg does, since ImageIO guesses otherwise for files
 * without a JFIF header.
 */
record JpegFile(ImageHeader header, byte[] essence, Samples samples, Orientation orientation) implements ImageFile {
    /** Far above any encoder's; each scan of a progressive image costs a pass over all its pixels. */
    private static final int MAX_SCANS = 64;

    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int DHT = 0xc4;
    private static final int DAC = 0xcc;
    private static final int JPG = 0xc8;
    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;
    private static final int APP14 = 0xee;
    private static final int APP15 = 0xef;
    private static final int COM = 0xfe;

    /** What the samples of a pixel are. */
    enum Samples {
        GREY,
        RGB,
        YCC,
        CMYK,
        YCCK
    }

    static JpegFile parse(ByteView file) {
        return new Parser(file).parse();
    }

    @Override
    public RgbImage decode() throws IOException {
        Raster raster = Codec.JPEG.readRaster(essence, MediaType.JPEG);
        return Pixels.of(raster, JpegColour.of(samples), orientation);
    }

    private static final class Parser {
        private final ByteView file;
        private final ByteArrayOutputStream essence;
        private int width;
        private int height;
        private int[] componentIds = {};
        private boolean jfif;
        private int adobeTransform = -1;
        private int scans;
        private Orientation orientation = Orientation.AS_STORED;

        Parser(ByteView file) {
            this.file = file;
            this.essence = new ByteArrayOutputStream(file.length() + 2);
        }

        JpegFile parse() {
            marker(SOI);
            int at = 2;
            while (at < file.length()) {
                if (file.u8(at) != 0xff) {
                    // Libjpeg, too, skips what lies between segments.
                    at++;
                    continue;
                }
                while (at < file.length() && file.u8(at) == 0xff) {
                    at++;
                }
                if (at == file.length()) {
                    break;
                }
                int marker = file.u8(at++);
                if (marker == EOI) {
                    break;
                }
                if (marker == 0 || marker == 1 || marker >= 0xd0 && marker <= SOI) {
                    continue;
                }
                int length = file.u16be(at);
                if (length < 2) {
                    throw broken("a segment says that it has " + length + " bytes");
                }
                file.need(at, length);
                at = segment(marker, at, length);
            }
            if (scans == 0) {
                throw broken("it has no image data");
            }
            // Many writers leave it out; whether data is missing is for the codec to tell.
            marker(EOI);
            return new JpegFile(
                    new ImageHeader(MediaType.JPEG, width, height, 1), essence.toByteArray(), samples(), orientation);
        }

        /** Handles a segment whose length field is at {@code at} and says where to go on. */
        private int segment(int marker, int at, int length) {
            int body = at + 2;
            int end = at + length;
            if (marker == APP0) {
                jfif |= file.has(body, "JFIF\0");
            } else if (marker == APP1 && file.has(body, "Exif\0\0")) {
                if (orientation == Orientation.AS_STORED && length > 8) {
                    orientation = ExifOrientation.read(file, body + 6, length - 8);
                }
            } else if (marker == APP14 && length >= 14 && file.has(body, "Adobe")) {
                adobeTransform = file.u8(body + 11);
            }
            if (marker >= APP0 && marker <= APP15 || marker == COM) {
                return end;
            }
            if (marker >= 0xc0 && marker <= 0xcf && marker != DHT && marker != DAC && marker != JPG) {
                frame(marker, body, length);
            }
            marker(marker);
            if (marker != SOS) {
                essence.write(file.bytes(), at, length);
                return end;
            }
            if (componentIds.length == 0) {
                throw broken("image data comes before the header");
            }
            if (++scans > MAX_SCANS) {
                throw ImageFailure.limit("the JPEG image has more than " + MAX_SCANS
                        + " scans, the limit; store it again with a usual encoder");
            }
            int next = endOfScan(end);
            essence.write(file.bytes(), at, next - at);
            return next;
        }

        private void frame(int marker, int body, int length) {
            String refused =
                    switch (marker) {
                        case 0xc0, 0xc1, 0xc2 -> "";
                        case 0xc3 -> "lossless";
                        case 0xc5, 0xc6, 0xc7 -> "hierarchical";
                        default -> "arithmetic-coded";
                    };
            if (!refused.isEmpty()) {
                throw ImageFailure.format(
                        "the image is a " + refused + " JPEG, which is not read; store it as baseline or progressive");
            }
            if (componentIds.length > 0) {
                throw broken("it has a second header");
            }
            int bits = file.u8(body);
            if (bits != 8) {
                throw ImageFailure.format(
                        "the image is a JPEG with " + bits + " bits for each sample; only 8 are read; store it with 8");
            }
            height = file.u16be(body + 1);
            width = file.u16be(body + 3);
            int components = file.u8(body + 5);
            if (components != 1 && components != 3 && components != 4) {
                throw ImageFailure.format("the image is a JPEG with " + components
                        + " samples for each pixel; read are 1 (grey), 3 (RGB) and 4 (CMYK)");
            }
            if (length != 8 + 3 * components) {
                throw broken("its header has " + length + " bytes, not " + (8 + 3 * components));
            }
            componentIds = new int[components];
            for (int i = 0; i < components; i++) {
                componentIds[i] = file.u8(body + 6 + 3 * i);
            }
        }

        /** The position of the first marker that is not part of entropy-coded data. */
        private int endOfScan(int from) {
            byte[] bytes = file.bytes();
            for (int at = from; at < bytes.length - 1; at++) {
                if (bytes[at] == (byte) 0xff) {
                    int next = bytes[at + 1] & 0xff;
                    if (next != 0 && next != 0xff && (next < 0xd0 || next > 0xd7)) {
                        return at;
                    }
                }
            }
            return bytes.length;
        }

        private Samples samples() {
            return switch (componentIds.length) {
                case 1 -> Samples.GREY;
                case 3 -> {
                    boolean named = componentIds[0] == 'R' && componentIds[1] == 'G' && componentIds[2] == 'B';
                    boolean rgb = !jfif && (adobeTransform == 0 || adobeTransform < 0 && named);
                    yield rgb ? Samples.RGB : Samples.YCC;
                }
                default -> adobeTransform == 2 ? Samples.YCCK : Samples.CMYK;
            };
        }

        private void marker(int marker) {
            essence.write(0xff);
            essence.write(marker);
        }

        private RuntimeException broken(String what) {
            return ImageFailure.broken(MediaType.JPEG, what);
        }
    }
}
