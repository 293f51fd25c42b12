package io.tokenloom.cli.demo.report;

import java.util.List;

/**
 * A video on the page.
 *
 * @param source source id
 * @param width of the pictures on the page in pixels
 * @param height of the pictures on the page in pixels
 * @param frames some of its frames, in order
 * @param points all of its frames
 */
public record ShownVideo(String source, int width, int height, List<ShownFrame> frames, List<Point> points) {
    /** Copies. */
    public ShownVideo {
        frames = List.copyOf(frames);
        points = List.copyOf(points);
    }

    /**
     * What a frame cost.
     *
     * @param seconds when it is shown
     * @param tokens its tokens
     * @param reset whether the stream started anew with it
     */
    public record Point(double seconds, int tokens, boolean reset) {}

    /** Frames with which the stream started anew. */
    public long resets() {
        return points.stream().filter(Point::reset).count();
    }

    /** Characters of its pictures, which are most of what it adds to the page. */
    public long size() {
        return frames.stream()
                .mapToLong(frame ->
                        frame.original().length() + frame.reconstruction().uri().length())
                .sum();
    }
}
