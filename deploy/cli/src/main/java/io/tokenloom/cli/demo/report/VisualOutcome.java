package io.tokenloom.cli.demo.report;

import java.util.List;

/**
 * What came of images and videos. Immutable.
 *
 * @param checks of each that became tokens
 * @param images those that a page shows
 * @param videos those that a page shows
 */
public record VisualOutcome(List<VisualCheck> checks, List<ShownImage> images, List<ShownVideo> videos) {
    /** No image and no video. */
    public static final VisualOutcome NONE = new VisualOutcome(List.of(), List.of(), List.of());

    /** Copies. */
    public VisualOutcome {
        checks = List.copyOf(checks);
        images = List.copyOf(images);
        videos = List.copyOf(videos);
    }

    /** All pictures. */
    public long frames() {
        return checks.stream().mapToLong(VisualCheck::frames).sum();
    }

    /** Mean over all pictures, in dB; 0 if there are none. */
    public double psnr() {
        return frames() == 0
                ? 0
                : checks.stream()
                                .mapToDouble(check -> check.psnr() * check.frames())
                                .sum()
                        / frames();
    }
}
