package io.tokenloom.media;

import java.time.Duration;

/**
 * What one item may cost. Thread-safe: immutable.
 *
 * @param pixels most pixels of an image or of a frame, width times height
 * @param side most pixels of a width or a height
 * @param ratio most bytes of decoded pixels, three for each, for each encoded byte; only for an image of more than
 *     {@link #RATIO_FLOOR_BYTES} decoded, as a small image of one colour is no attack
 * @param frames most frames of one item
 * @param videoTime how long the decoder of one video may be waited for, all frames together; time that the caller takes
 *     between frames does not count
 * @param decoderBytes address space of the process that decodes one video, in bytes
 */
public record MediaLimits(long pixels, int side, int ratio, int frames, Duration videoTime, long decoderBytes) {
    /** Decoded bytes up to which {@link #ratio} is not asked. */
    public static final long RATIO_FLOOR_BYTES = 1024 * 1024;

    /**
     * 16 million pixels (48 MB decoded), sides of 16384, 1000 to 1, 2048 frames, 60 seconds and 1 GiB for a video's
     * decoder.
     */
    public static final MediaLimits DEFAULTS =
            new MediaLimits(16_000_000, 16_384, 1000, 2048, Duration.ofSeconds(60), 1024L * 1024 * 1024);

    /** Largest {@link #pixels}: three bytes of each must fit an array. */
    private static final long MOST_PIXELS = Integer.MAX_VALUE / 4;

    public MediaLimits {
        check("pixels", pixels, 1, MOST_PIXELS);
        check("side", side, 1, MOST_PIXELS);
        check("ratio", ratio, 1, Integer.MAX_VALUE);
        check("frames", frames, 1, Integer.MAX_VALUE - 1);
        check("videoTime (ms)", videoTime.toMillis(), 1, Duration.ofDays(1).toMillis());
        check("decoderBytes", decoderBytes, 64L * 1024 * 1024, Long.MAX_VALUE);
    }

    private static void check(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + value + "; it lies between " + least + " and " + most);
        }
    }

    /** The same with other {@link #pixels}. */
    public MediaLimits withPixels(long other) {
        return new MediaLimits(other, side, ratio, frames, videoTime, decoderBytes);
    }

    /** The same with another {@link #side}. */
    public MediaLimits withSide(int other) {
        return new MediaLimits(pixels, other, ratio, frames, videoTime, decoderBytes);
    }

    /** The same with another {@link #ratio}. */
    public MediaLimits withRatio(int other) {
        return new MediaLimits(pixels, side, other, frames, videoTime, decoderBytes);
    }

    /** The same with other {@link #frames}. */
    public MediaLimits withFrames(int other) {
        return new MediaLimits(pixels, side, ratio, other, videoTime, decoderBytes);
    }

    /** The same with another {@link #videoTime}. */
    public MediaLimits withVideoTime(Duration other) {
        return new MediaLimits(pixels, side, ratio, frames, other, decoderBytes);
    }

    /** The same with other {@link #decoderBytes}. */
    public MediaLimits withDecoderBytes(long other) {
        return new MediaLimits(pixels, side, ratio, frames, videoTime, other);
    }
}
