package io.tokenloom.cli.demo.report;

/**
 * A reconstruction on the page.
 *
 * @param tokens how many tokens it was decoded from
 * @param psnr against the prepared source picture, in dB
 * @param uri the picture as a {@code data:} address
 */
public record ShownPicture(int tokens, double psnr, String uri) {}
