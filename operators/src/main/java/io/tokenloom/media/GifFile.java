package io.tokenloom.media;

import io.tokenloom.deadletter.TokenizationException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** A GIF taken apart into its blocks. The codec gets the first image alone, as a file of its own. */
record GifFile(ImageHeader header, byte[] essence, int left, int top) implements ImageFile {
    private static final int HEADER_BYTES = 13;
    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2c;
    private static final int TRAILER = 0x3b;
    private static final int GRAPHIC_CONTROL = 0xf9;

    static GifFile parse(ByteView file, MediaLimits limits) {
        return new Parser(file, limits).parse();
    }

    @Override
    public RgbImage decode() throws IOException {
        BufferedImage image = Codec.GIF.read(essence, MediaType.GIF);
        RgbImage frame = Pixels.of(image.getRaster(), Pixels.colourOf(image), Orientation.AS_STORED);
        return Pixels.onCanvas(frame, left, top, header.width(), header.height());
    }

    private static final class Parser {
        private final ByteView file;
        private final MediaLimits limits;
        private final ByteArrayOutputStream essence = new ByteArrayOutputStream();
        private int frames;
        private int left;
        private int top;
        private int controlAt = -1;

        Parser(ByteView file, MediaLimits limits) {
            this.file = file;
            this.limits = limits;
        }

        GifFile parse() {
            int width = file.u16le(6);
            int height = file.u16le(8);
            int at = HEADER_BYTES + tableBytes(file.u8(10));
            file.need(0, at);
            essence.write(file.bytes(), 0, at);
            // Once there is an image, a file that ends without its trailer is taken as it is.
            while (frames <= limits.frames() && (frames == 0 || at < file.length())) {
                int kind = file.u8(at);
                if (kind == EXTENSION) {
                    if (file.u8(at + 1) == GRAPHIC_CONTROL) {
                        controlAt = at;
                    }
                    at = endOfSubBlocks(at + 2);
                } else if (kind == IMAGE) {
                    at = image(at);
                } else {
                    break;
                }
            }
            if (frames == 0) {
                throw ImageFailure.broken(MediaType.GIF, "it has no image");
            }
            essence.write(TRAILER);
            return new GifFile(new ImageHeader(MediaType.GIF, width, height, frames), essence.toByteArray(), left, top);
        }

        /** Handles the image at {@code at} and says where to go on. */
        private int image(int at) {
            int end;
            if (frames == 0) {
                left = file.u16le(at + 1);
                top = file.u16le(at + 3);
                ImageHeader.checkSize(MediaType.GIF, file.u16le(at + 5), file.u16le(at + 7), limits);
                end = endOfSubBlocks(at + 10 + tableBytes(file.u8(at + 9)) + 1);
                if (controlAt >= 0) {
                    essence.write(file.bytes(), controlAt, endOfSubBlocks(controlAt + 2) - controlAt);
                }
                essence.write(file.bytes(), at, end - at);
            } else {
                try {
                    end = endOfSubBlocks(at + 10 + tableBytes(file.u8(at + 9)) + 1);
                } catch (TokenizationException e) {
                    // A later frame is cut off; the first one, which is read, is whole.
                    end = file.length();
                }
            }
            frames++;
            return end;
        }

        private int endOfSubBlocks(int from) {
            int at = from;
            int length;
            do {
                length = file.u8(at);
                at += 1 + length;
            } while (length > 0);
            return at;
        }

        private static int tableBytes(int flags) {
            return (flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1;
        }
    }
}
