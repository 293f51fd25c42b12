package io.tokenloom.bundle;

import java.util.List;

/**
 * A picture and the ids that the author saw for it. Thread-safe: deeply immutable.
 *
 * @param image path of a PNG file within the bundle
 * @param steps all ids of each step, as of an image that stands still
 * @param agreement share of ids that have to be equal, up to 1: processors round differently, and an id that lies on the
 *     edge between two may be either
 */
public record GoldenPicture(String image, List<List<Integer>> steps, double agreement) {
    public GoldenPicture {
        steps = steps.stream().map(List::copyOf).toList();
    }
}
