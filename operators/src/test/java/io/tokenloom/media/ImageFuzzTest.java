package io.tokenloom.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.media.video.ChildVp8Decoder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged files: each one is an image or a failure with a code, soon and within the memory of its limits. */
class ImageFuzzTest {
    private static final int MUTATIONS = 1000;
    private static final MediaLimits LIMITS = MediaLimits.DEFAULTS.withPixels(1_000_000);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "baseline.jpg",
                "progressive.jpg",
                "cmyk.jpg",
                "rgba.png",
                "palette.png",
                "lossy.webp",
                "lossless.webp",
                "lossy-alpha.webp",
                "animated.webp",
                "animated.gif"
            })
    void everyMutationIsAnImageOrAFailureWithACode(String name) {
        byte[] original = Samples.file(name);
        ImageDecoder decoder = new ImageDecoder(LIMITS, new ChildVp8Decoder());
        Random random = new Random(20260101);
        Map<FailureCode, Integer> outcomes = new EnumMap<>(FailureCode.class);
        int images = 0;
        // Each lossy WebP costs a process.
        int mutations = name.startsWith("lossy") ? MUTATIONS / 10 : MUTATIONS;
        for (int i = 0; i < mutations; i++) {
            byte[] mutation = mutate(original, random);
            try {
                RgbImage image = Assertions.assertTimeout(Duration.ofSeconds(5), () -> decoder.decode(mutation));
                assertThat((long) image.width() * image.height()).isLessThanOrEqualTo(LIMITS.pixels());
                images++;
            } catch (TokenizationException e) {
                outcomes.merge(e.code(), 1, Integer::sum);
                assertThat(e.getMessage()).hasSizeLessThan(300);
            } catch (RuntimeException | Error e) {
                fail("mutation " + i + " of " + name, e);
            }
        }
        assertThat(images).as(outcomes.toString()).isPositive();
        assertThat(outcomes.keySet())
                .isSubsetOf(FailureCode.IMAGE_DECODE, FailureCode.IMAGE_FORMAT, FailureCode.IMAGE_LIMIT);
    }

    /** Flips bits, cuts, repeats or overwrites; a PNG's sums are mended half of the time, so that the codec is reached. */
    private static byte[] mutate(byte[] original, Random random) {
        byte[] bytes = original.clone();
        switch (random.nextInt(4)) {
            case 0 -> {
                for (int i = 1 + random.nextInt(4); i > 0; i--) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            case 1 -> bytes = Samples.slice(bytes, 0, 1 + random.nextInt(bytes.length));
            case 2 -> {
                int from = random.nextInt(bytes.length);
                bytes = Samples.concat(
                        Samples.slice(bytes, 0, from), Samples.slice(bytes, random.nextInt(from + 1), bytes.length));
            }
            default -> {
                int from = random.nextInt(bytes.length);
                int to = Math.min(bytes.length, from + 1 + random.nextInt(16));
                for (int i = from; i < to; i++) {
                    bytes[i] = (byte) random.nextInt();
                }
            }
        }
        if (random.nextBoolean() && MediaType.of(bytes) == MediaType.PNG) {
            mendSums(bytes);
        }
        return bytes;
    }

    private static void mendSums(byte[] png) {
        ByteBuffer file = ByteBuffer.wrap(png);
        int at = 8;
        while (at + 12 <= png.length) {
            int length = file.getInt(at);
            if (length < 0 || at + 12L + length > png.length) {
                return;
            }
            CRC32 sum = new CRC32();
            sum.update(png, at + 4, 4 + length);
            file.putInt(at + 8 + length, (int) sum.getValue());
            at += 12 + length;
        }
    }
}
