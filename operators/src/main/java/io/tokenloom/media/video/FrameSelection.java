package io.tokenloom.media.video;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Which frames are wanted and in which size. Thread-safe: immutable.
 *
 * @param width pixels of a row; empty: as stored, or by {@code height} with the proportions kept
 * @param height number of rows; empty: as stored, or by {@code width} with the proportions kept
 * @param framesPerSecond of frames that are closer together, the first in each {@code 1 / framesPerSecond} seconds is
 *     given; none is ever repeated; empty: all frames
 */
public record FrameSelection(OptionalInt width, OptionalInt height, OptionalDouble framesPerSecond) {
    /** All frames as they are stored. */
    public static final FrameSelection ALL =
            new FrameSelection(OptionalInt.empty(), OptionalInt.empty(), OptionalDouble.empty());

    private static final int MOST_SIDE = 16_384;
    private static final double MOST_RATE = 1000;
    private static final double LEAST_RATE = 0.001;

    public FrameSelection {
        checkSide("width", width);
        checkSide("height", height);
        double rate = framesPerSecond.orElse(1);
        if (!(rate >= LEAST_RATE && rate <= MOST_RATE)) {
            throw new IllegalArgumentException(
                    "framesPerSecond is " + rate + "; it lies between " + LEAST_RATE + " and " + MOST_RATE);
        }
    }

    private static void checkSide(String name, OptionalInt side) {
        int pixels = side.orElse(1);
        if (pixels < 1 || pixels > MOST_SIDE) {
            throw new IllegalArgumentException(name + " is " + pixels + "; it lies between 1 and " + MOST_SIDE);
        }
    }

    /** The same with all frames scaled to exactly this size. */
    public FrameSelection scaledTo(int newWidth, int newHeight) {
        return new FrameSelection(OptionalInt.of(newWidth), OptionalInt.of(newHeight), framesPerSecond);
    }

    /** The same with at most so many frames for each second. */
    public FrameSelection atMost(double newFramesPerSecond) {
        return new FrameSelection(width, height, OptionalDouble.of(newFramesPerSecond));
    }

    boolean scales() {
        return width.isPresent() || height.isPresent();
    }
}
