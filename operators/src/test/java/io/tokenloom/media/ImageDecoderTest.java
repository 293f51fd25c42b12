package io.tokenloom.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.media.video.ChildVp8Decoder;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {
    private final ImageDecoder decoder = new ImageDecoder(MediaLimits.DEFAULTS, new ChildVp8Decoder());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rgb.png",
                "rgba.png",
                "grey.png",
                "grey-alpha.png",
                "palette.png",
                "key.png",
                "animated.png",
                "lossless.webp",
                "lossless-alpha.webp",
                "animated.webp",
                "palette.gif",
                "animated.gif"
            })
    void givesThePixelsOfPillow(String name) {
        RgbImage image = decoder.decode(Samples.file(name));
        RgbImage expected = Samples.expected(name);

        assertThat(image.width()).isEqualTo(expected.width());
        assertThat(image.height()).isEqualTo(expected.height());
        // Both round where alpha is laid over white.
        assertThat(largestDifference(image, expected))
                .isLessThanOrEqualTo(name.contains("alpha") || name.equals("rgba.png") ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "baseline.jpg, 1",
        "progressive.jpg, 1",
        "grey.jpg, 1",
        "full-chroma.jpg, 1",
        "no-jfif.jpg, 1",
        "profile.jpg, 1",
        "cmyk.jpg, 1",
        "ycck.jpg, 1",
        "lossy-grey.webp, 2",
        "lossy.webp, 40",
        "lossy-alpha.webp, 40"
    })
    // Pillow's libwebp interpolates the halved colours of a lossy WebP otherwise than FFmpeg does, which shows on
    // edges.
    void givesThePixelsOfPillowButForRoundingAndColourEdges(String name, int tolerance) {
        RgbImage image = decoder.decode(Samples.file(name));
        RgbImage expected = Samples.expected(name);

        assertThat(image.width()).isEqualTo(expected.width());
        assertThat(image.height()).isEqualTo(expected.height());
        assertThat(largestDifference(image, expected)).isLessThanOrEqualTo(tolerance);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void showsEveryOrientationUpright(int orientation) {
        // 3 x 2 greys, each of its own.
        int[][] upright = {{10, 50, 90}, {130, 170, 210}};
        byte[] stored = stored(upright, orientation);
        boolean swapped = orientation >= 5;
        byte[] png = Samples.png(swapped ? 2 : 3, swapped ? 3 : 2, 8, 0, stored);
        byte[] withExif = Samples.concat(
                Samples.slice(png, 0, 33),
                Samples.chunk("eXIf", Samples.exif(orientation)),
                Samples.slice(png, 33, png.length));

        RgbImage image = decoder.decode(withExif);

        assertThat(image.width()).isEqualTo(3);
        assertThat(image.height()).isEqualTo(2);
        for (int y = 0; y < 2; y++) {
            for (int x = 0; x < 3; x++) {
                assertThat(image.pixel(x, y)).as(x + "," + y).isEqualTo(upright[y][x] * 0x10101);
            }
        }
    }

    /** The stored rows of which a viewer makes the upright ones, by the words of the EXIF standard. */
    private static byte[] stored(int[][] upright, int orientation) {
        // Where the stored row 0 and column 0 are in the upright image.
        boolean rowsDown = List.of(1, 2).contains(orientation);
        int height = upright.length;
        int width = upright[0].length;
        ByteBuffer stored = ByteBuffer.allocate(width * height);
        if (orientation <= 4) {
            boolean columnsRight = List.of(1, 4).contains(orientation);
            for (int row = 0; row < height; row++) {
                for (int column = 0; column < width; column++) {
                    stored.put((byte)
                            upright[rowsDown ? row : height - 1 - row][columnsRight ? column : width - 1 - column]);
                }
            }
            return stored.array();
        }
        // 5: row 0 left, column 0 top. 6: right, top. 7: right, bottom. 8: left, bottom.
        boolean rowsRight = List.of(5, 8).contains(orientation);
        boolean columnsDown = List.of(5, 6).contains(orientation);
        for (int row = 0; row < width; row++) {
            for (int column = 0; column < height; column++) {
                stored.put(
                        (byte) upright[columnsDown ? column : height - 1 - column][rowsRight ? row : width - 1 - row]);
            }
        }
        return stored.array();
    }

    @Test
    void turnsAJpegByItsExifSegment() {
        RgbImage turned = decoder.decode(Samples.withExif(Samples.file("baseline.jpg"), Samples.exif(6)));
        RgbImage plain = decoder.decode(Samples.file("baseline.jpg"));

        assertThat(turned.width()).isEqualTo(plain.height());
        assertThat(turned.pixel(turned.width() - 1, 0)).isEqualTo(plain.pixel(0, 0));
        assertThat(turned.pixel(0, 0)).isEqualTo(plain.pixel(0, plain.height() - 1));
    }

    @Test
    void readsAnImageWhoseExifIsNonsense() {
        RgbImage plain = decoder.decode(Samples.file("baseline.jpg"));
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            byte[] exif = Samples.exif(1);
            random.nextBytes(exif);
            if (i % 2 == 0) {
                System.arraycopy("MM\0*".getBytes(StandardCharsets.ISO_8859_1), 0, exif, 0, 4);
                exif[4] = 0;
                exif[5] = 0;
                exif[6] = 0;
            }
            RgbImage image = decoder.decode(Samples.withExif(Samples.file("baseline.jpg"), exif));
            assertThat(image.width() * image.height()).isEqualTo(plain.width() * plain.height());
        }
    }

    @Test
    void keepsTheUpperByteOfSixteenBits() {
        ByteBuffer data = ByteBuffer.allocate(12);
        for (int sample : new int[] {0x0000, 0x00ff, 0x0100, 0x80ff, 0xff00, 0xffff}) {
            data.putShort((short) sample);
        }

        RgbImage colour = decoder.decode(Samples.png(2, 1, 16, 2, data.array()));
        RgbImage grey = decoder.decode(Samples.png(6, 1, 16, 0, data.array()));

        assertThat(colour.rgb()).containsExactly(0, 0, 1, 0x80, 0xff, 0xff);
        assertThat(IntStream.range(0, 6).map(x -> grey.pixel(x, 0) & 0xff)).containsExactly(0, 0, 1, 0x80, 0xff, 0xff);
    }

    @Test
    void laysSixteenBitAlphaOverWhite() {
        ByteBuffer data = ByteBuffer.allocate(16);
        for (int sample : new int[] {0, 0, 0, 0, 0, 0, 0, 0x8000}) {
            data.putShort((short) sample);
        }

        RgbImage image = decoder.decode(Samples.png(2, 1, 16, 6, data.array()));

        assertThat(image.pixel(0, 0)).isEqualTo(0xffffff);
        assertThat(image.pixel(1, 0)).isEqualTo(0x7f7f7f);
    }

    @ParameterizedTest
    @CsvSource({"1, 255", "2, 85", "4, 17"})
    void expandsGreysOfFewBits(int bits, int step) {
        int perByte = 8 / bits;
        RgbImage image = decoder.decode(Samples.png(perByte, 1, bits, 0, new byte[] {(byte) 0b00011011}));

        for (int x = 0; x < perByte; x++) {
            int sample = 0b00011011 >> 8 - bits * (x + 1) & (1 << bits) - 1;
            assertThat(image.pixel(x, 0)).isEqualTo(sample * step * 0x10101);
        }
    }

    @Test
    void makesTheKeyOfAGreyPngWhite() {
        byte[] data = Samples.chunk("IDAT", Samples.deflated(new byte[] {0, 10, 20, 30}));
        RgbImage image = decoder.decode(Samples.pngOf(3, 1, 8, 0, Samples.chunk("tRNS", new byte[] {0, 20}), data));

        assertThat(image.pixel(0, 0)).isEqualTo(0x0a0a0a);
        assertThat(image.pixel(1, 0)).isEqualTo(0xffffff);
        assertThat(image.pixel(2, 0)).isEqualTo(0x1e1e1e);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 16384", "16384, 1"})
    void readsExtremeShapes(int width, int height) {
        RgbImage image = decoder.decode(Samples.png(width, height, 8, 0, new byte[width * height]));

        assertThat(image.width()).isEqualTo(width);
        assertThat(image.height()).isEqualTo(height);
    }

    @ParameterizedTest
    @CsvSource({"16385, 1, 16384", "1, 16385, 16384", "4000, 4001, 16000000"})
    void refusesSizesOverTheLimits(int width, int height, String limit) {
        assertFails(
                Samples.pngOf(width, height, 8, 0, Samples.chunk("IDAT", new byte[20])),
                FailureCode.IMAGE_LIMIT,
                limit);
    }

    @Test
    void acceptsTheLargestImage() {
        RgbImage image = decoder.decode(Samples.written(noise(4000, 4000), "jpeg"));

        assertThat(image.rgb()).hasSize(48_000_000);
    }

    @Test
    void refusesABombFromItsHeader() {
        byte[] bomb = Samples.pngOf(60000, 60000, 8, 2, Samples.chunk("IDAT", new byte[1_000_000]));
        assertFails(bomb, FailureCode.IMAGE_LIMIT, "60000");

        long start = System.nanoTime();
        assertFails(bomb, FailureCode.IMAGE_LIMIT, "60000");
        assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(50);
    }

    @Test
    void refusesGrowthOverTheRatioButNotOfSmallImages() {
        byte[] flat = Samples.png(3000, 3000, 1, 0, new byte[375 * 3000]);
        assertThat(flat).hasSizeLessThan(27_000);
        assertFails(flat, FailureCode.IMAGE_LIMIT, "1000 times");

        assertThat(decoder.decode(Samples.png(590, 590, 1, 0, new byte[74 * 590]))
                        .width())
                .isEqualTo(590);
    }

    @Test
    void neverOpensCompressedTextAndProfiles() {
        byte[] zeros = Samples.deflated(new byte[100_000_000]);
        byte[] text = Samples.concat("Comment\0\0".getBytes(StandardCharsets.ISO_8859_1), zeros);
        byte[] data = Samples.chunk("IDAT", Samples.deflated(new byte[] {0, 10}));

        RgbImage image = decoder.decode(Samples.pngOf(
                1,
                1,
                8,
                0,
                Samples.chunk("zTXt", text),
                Samples.chunk("iCCP", text),
                Samples.chunk("iTXt", text),
                data));

        assertThat(image.pixel(0, 0)).isEqualTo(0x0a0a0a);
    }

    @Test
    void refusesAnimationsWithTooManyFrames() {
        byte[] gif = Samples.file("palette.gif");
        int imageAt = new String(gif, StandardCharsets.ISO_8859_1).lastIndexOf("\0;");
        byte[] tiny = {0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x4c, 1, 0};
        byte[][] parts = new byte[100_002][];
        Arrays.fill(parts, tiny);
        parts[0] = Samples.slice(gif, 0, imageAt + 1);
        parts[100_001] = new byte[] {0x3b};
        byte[] many = Samples.concat(parts);
        assertFails(many, FailureCode.IMAGE_LIMIT, "2048");

        byte[] control = ByteBuffer.allocate(8).putInt(100_000).putInt(0).array();
        byte[] data = Samples.chunk("IDAT", Samples.deflated(new byte[] {0, 10}));
        assertFails(Samples.pngOf(1, 1, 8, 0, Samples.chunk("acTL", control), data), FailureCode.IMAGE_LIMIT, "2048");
    }

    @Test
    void refusesAWebpWhoseDataIsLargerThanItsContainerSays() {
        byte[] webp = Samples.file("lossy-alpha.webp");
        int data = new String(webp, StandardCharsets.ISO_8859_1).indexOf("VP8 ") + 8;
        webp[data + 7] = 0x3f;

        assertFails(webp, FailureCode.IMAGE_DECODE, "48 x 32");
    }

    @Test
    void refusesALossyWebpWithoutADecoderForIt() {
        ImageDecoder without = new ImageDecoder(MediaLimits.DEFAULTS);
        assertThatThrownBy(() -> without.decode(Samples.file("lossy.webp")))
                .isInstanceOfSatisfying(
                        TokenizationException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.IMAGE_FORMAT));
        assertThat(without.decode(Samples.file("lossless.webp")).width()).isEqualTo(48);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void readsStoredAlphaWithEveryFilter(int filter) {
        byte[] file = Samples.file("lossy-alpha.webp");
        String text = new String(file, StandardCharsets.ISO_8859_1);
        int alphaAt = text.indexOf("ALPH");
        int pictureAt = text.indexOf("VP8 ", alphaAt);
        // A difference of 0 everywhere is the first value everywhere: 255, all opaque, but without a filter.
        ByteBuffer alpha = ByteBuffer.allocate(8 + 1 + 48 * 32 + 1).order(ByteOrder.LITTLE_ENDIAN);
        alpha.put("ALPH".getBytes(StandardCharsets.ISO_8859_1)).putInt(1 + 48 * 32);
        alpha.put((byte) (filter << 2)).put((byte) 255);
        byte[] changed = Samples.concat(
                Samples.slice(file, 0, alphaAt), alpha.array(), Samples.slice(file, pictureAt, file.length));
        ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(4, changed.length - 8);

        RgbImage image = decoder.decode(changed);

        RgbImage whole = decoder.decode(Samples.concat(
                Samples.slice(file, 0, 4),
                ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(4 + file.length - pictureAt)
                        .array(),
                "WEBP".getBytes(StandardCharsets.ISO_8859_1),
                Samples.slice(file, pictureAt, file.length)));
        if (filter == 0) {
            assertThat(image.pixel(0, 0)).isEqualTo(whole.pixel(0, 0));
            assertThat(image.pixel(1, 0)).isEqualTo(0xffffff);
        } else {
            assertThat(image).isEqualTo(whole);
        }
    }

    @Test
    void refusesTooManyScans() {
        byte[] jpeg = Samples.file("progressive.jpg");
        String text = new String(jpeg, StandardCharsets.ISO_8859_1);
        int scan = text.lastIndexOf("\u00ff\u00da");
        byte[][] parts = new byte[70][];
        Arrays.fill(parts, Samples.slice(jpeg, scan, jpeg.length - 2));
        parts[0] = Samples.slice(jpeg, 0, scan);

        assertFails(Samples.concat(parts), FailureCode.IMAGE_LIMIT, "64");
    }

    @Test
    void refusesAnEmptyContent() {
        assertFails(new byte[0], FailureCode.EMPTY, "no content");
    }

    @Test
    void refusesJpegsThatAreNotReadByName() {
        assertFails(withFrame(0xc3, 8, 3), FailureCode.IMAGE_FORMAT, "lossless");
        assertFails(withFrame(0xc9, 8, 3), FailureCode.IMAGE_FORMAT, "arithmetic");
        assertFails(withFrame(0xc1, 12, 3), FailureCode.IMAGE_FORMAT, "12 bits");
        assertFails(withFrame(0xc0, 8, 2), FailureCode.IMAGE_FORMAT, "2 samples");
    }

    private static byte[] withFrame(int marker, int bits, int components) {
        byte[] jpeg = Samples.file("baseline.jpg");
        int frame = new String(jpeg, StandardCharsets.ISO_8859_1).indexOf("\u00ff\u00c0");
        jpeg[frame + 1] = (byte) marker;
        jpeg[frame + 4] = (byte) bits;
        jpeg[frame + 9] = (byte) components;
        return jpeg;
    }

    @ParameterizedTest
    @ValueSource(strings = {"baseline.jpg", "progressive.jpg", "rgb.png", "lossy.webp", "lossless.webp", "palette.gif"})
    void aFileThatEndsEarlyIsBroken(String name) {
        byte[] whole = Samples.file(name);
        for (int part = 1; part <= 9; part++) {
            byte[] cut = Samples.slice(whole, 0, Math.max(12, whole.length * part / 10));
            assertThatThrownBy(() -> decoder.decode(cut))
                    .as(cut.length + " of " + whole.length)
                    .isInstanceOfSatisfying(TokenizationException.class, e -> assertThat(e.code())
                            .isIn(FailureCode.IMAGE_DECODE, FailureCode.IMAGE_FORMAT));
        }
    }

    @Test
    void aJpegMayLackItsLastMarker() {
        byte[] jpeg = Samples.file("baseline.jpg");

        assertThat(decoder.decode(Samples.slice(jpeg, 0, jpeg.length - 2))).isEqualTo(decoder.decode(jpeg));
    }

    @Test
    void aDeclaredNameOrWhatFollowsTheImageChangesNothing() {
        byte[] png = Samples.file("rgb.png");
        byte[] polyglot = Samples.concat(png, "<html>%PDF-1.7 PK\3\4".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(decoder.decode(polyglot)).isEqualTo(decoder.decode(png));
    }

    @Test
    void manyThreadsGetTheSamePixels() throws Exception {
        List<String> names = List.of("baseline.jpg", "rgba.png", "lossy-alpha.webp", "animated.gif");
        List<RgbImage> expected =
                names.stream().map(n -> decoder.decode(Samples.file(n))).toList();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> tasks = IntStream.range(0, 200)
                    .<Callable<Boolean>>mapToObj(i ->
                            () -> decoder.decode(Samples.file(names.get(i % 4))).equals(expected.get(i % 4)))
                    .toList();
            for (Future<Boolean> same : threads.invokeAll(tasks)) {
                assertThat(same.get()).isTrue();
            }
        } finally {
            threads.shutdown();
        }
    }

    private void assertFails(byte[] content, FailureCode code, String message) {
        assertThatThrownBy(() -> decoder.decode(content))
                .isInstanceOfSatisfying(
                        TokenizationException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }

    static BufferedImage noise(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        int[] row = new int[width];
        Random random = new Random(1);
        for (int y = 0; y < height; y++) {
            int base = random.nextInt(0x1000000);
            for (int x = 0; x < width; x++) {
                row[x] = base + (x / 8) * 0x10305;
            }
            image.setRGB(0, y, width, 1, row, 0, width);
        }
        return image;
    }

    private static int largestDifference(RgbImage one, RgbImage other) {
        return IntStream.range(0, one.rgb().length)
                .map(i -> Math.abs((one.rgb()[i] & 0xff) - (other.rgb()[i] & 0xff)))
                .max()
                .orElseThrow();
    }
}
