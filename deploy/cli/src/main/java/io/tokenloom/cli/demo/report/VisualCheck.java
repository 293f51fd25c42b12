package io.tokenloom.cli.demo.report;

/**
 * How well the published tokens of an image or video give back what was sent.
 *
 * @param source source id
 * @param frames pictures: of an image 1
 * @param tokensPerFrame mean number of tokens of a picture, of an image over all steps
 * @param psnr peak signal-to-noise ratio in dB of the decoded against the prepared source picture, mean over the pictures
 */
public record VisualCheck(String source, int frames, double tokensPerFrame, double psnr) {
    /** Equal pictures have an infinite ratio, which no mean survives; they count as this many dB. */
    public static final double MOST_DECIBELS = 100;
}
