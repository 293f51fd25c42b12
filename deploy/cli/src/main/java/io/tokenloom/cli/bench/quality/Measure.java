package io.tokenloom.cli.bench.quality;

/** What is measured of a decoded picture. */
enum Measure {
    /** Peak signal-to-noise ratio over red, green and blue. */
    PSNR("PSNR", "dB", 2),
    /** Structural similarity, mean of red, green and blue. */
    SSIM("SSIM", "", 3),
    /** Structural similarity at several scales, of luma. */
    MS_SSIM("MS-SSIM", "", 3),
    /** Gradient magnitude similarity deviation, of luma. */
    GMSD("GMSD", "", 3),
    /** Jumps at the borders of blocks. */
    BLOCKINESS("blockiness", "", 2),
    /** Quick changes in the error of colour. */
    COLOUR_NOISE("colour noise", "", 2),
    /** Quick changes of colour that the original does not have. */
    ADDED_COLOUR("added colour", "", 2);

    private final String title;
    private final String unit;
    private final int decimals;

    Measure(String title, String unit, int decimals) {
        this.title = title;
        this.unit = unit;
        this.decimals = decimals;
    }

    String title() {
        return title;
    }

    String unit() {
        return unit;
    }

    int decimals() {
        return decimals;
    }
}
