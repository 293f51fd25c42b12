package io.tokenloom.bundle;

import java.util.List;

/**
 * Pictures of a stream and the ids that the author saw for them, all ids of each picture kept. Thread-safe: deeply
 * immutable.
 *
 * @param frames from the first picture after a reset on
 * @param agreement share of ids that have to be equal, up to 1: processors round differently, and an id that lies on the
 *     edge between two may be either
 */
public record GoldenStream(List<Frame> frames, double agreement) {
    public GoldenStream {
        frames = List.copyOf(frames);
    }

    /**
     * One picture.
     *
     * @param image path of a PNG file within the bundle
     * @param ids in order
     */
    public record Frame(String image, List<Integer> ids) {
        public Frame {
            ids = List.copyOf(ids);
        }
    }
}
