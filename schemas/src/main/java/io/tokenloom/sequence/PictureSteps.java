package io.tokenloom.sequence;

import io.tokenloom.record.StreamPosition;

/**
 * Tells the steps of an image from the frames of a video, which are records of one item both: frames have a time at which
 * they are shown, steps have none. Thread-safe: stateless.
 */
final class PictureSteps {
    private PictureSteps() {}

    /** Whether records of one item with such a position are steps of one picture. */
    static boolean areOf(StreamPosition position) {
        return position.getPresentationTimestamp() == null;
    }
}
