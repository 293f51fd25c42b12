package io.tokenloom.cli.demo.report;

/**
 * A frame of a video on the page.
 *
 * @param seconds when it is shown
 * @param original the source frame as a {@code data:} address
 * @param reconstruction what its tokens give
 */
public record ShownFrame(double seconds, String original, ShownPicture reconstruction) {}
