package io.tokenloom.cli.demo.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A video as the page shows it.
 *
 * @param video the video
 * @param tokens tokens per frame over time
 */
public record VideoView(ShownVideo video, BarChart tokens) {
    private static final int MAX_BARS = 96;

    static VideoView of(ShownVideo video) {
        List<BarChart.Span> spans = new ArrayList<>();
        List<ShownVideo.Point> points = video.points();
        int group = (points.size() + MAX_BARS - 1) / MAX_BARS;
        for (int first = 0; first < points.size(); first += group) {
            int end = Math.min(first + group, points.size());
            double mean = points.subList(first, end).stream()
                    .mapToInt(ShownVideo.Point::tokens)
                    .average()
                    .orElse(0);
            spans.add(new BarChart.Span(start(points, first), start(points, end), mean, 0));
        }
        return new VideoView(
                video,
                BarChart.of(
                        "Tokens per frame over time",
                        spans,
                        false,
                        seconds -> String.format(Locale.ROOT, "%.1f s", seconds),
                        tokens -> String.format(Locale.ROOT, "%.0f", tokens)));
    }

    /** The last frame lasts as long as the one before it. */
    private static double start(List<ShownVideo.Point> points, int index) {
        int last = points.size() - 1;
        if (index <= last) {
            return points.get(index).seconds();
        }
        double length = last == 0
                ? 1
                : points.get(last).seconds() - points.get(last - 1).seconds();
        return points.get(last).seconds() + Math.max(length, 1e-3);
    }
}
