package io.tokenloom.cli.demo.report;

import java.util.List;

/**
 * An image on the page.
 *
 * @param source source id
 * @param width of the pictures on the page in pixels
 * @param height of the pictures on the page in pixels
 * @param original the source picture as a {@code data:} address
 * @param reconstructions from few tokens to all
 */
public record ShownImage(String source, int width, int height, String original, List<ShownPicture> reconstructions) {
    /** Copies. */
    public ShownImage {
        reconstructions = List.copyOf(reconstructions);
    }

    /** Characters of its pictures, which are most of what it adds to the page. */
    public long size() {
        return original.length()
                + reconstructions.stream()
                        .mapToLong(picture -> picture.uri().length())
                        .sum();
    }
}
