package io.tokenloom.bundle;

import java.util.List;

/**
 * Pictures of a stream and the tokens that the author saw for them. Thread-safe: deeply immutable.
 *
 * @param frames in order, from the first picture of a stream on
 * @param agreement share of ids that have to be equal, up to 1: processors round differently, and an id that lies on the
 *     edge between two may be either
 * @param tolerance largest difference of a number of a vector
 */
public record GoldenPictures(List<Frame> frames, double agreement, double tolerance) {
    public GoldenPictures {
        frames = List.copyOf(frames);
    }

    /**
     * One picture, with ids or numbers.
     *
     * @param image path of a PNG file within the bundle
     * @param planes ids of each plane; empty for vectors
     * @param keptPositions raster positions of the tokens; empty where all have one
     * @param values the first numbers of the vectors; empty for ids
     */
    public record Frame(String image, List<List<Integer>> planes, List<Integer> keptPositions, List<Double> values) {
        public Frame {
            planes = List.copyOf(planes);
            keptPositions = List.copyOf(keptPositions);
            values = List.copyOf(values);
        }
    }
}
