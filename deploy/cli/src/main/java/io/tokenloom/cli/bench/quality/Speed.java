package io.tokenloom.cli.bench.quality;

/**
 * Processor time of one picture at a time on one thread, medians in milliseconds.
 *
 * @param encoderFirst the encoder at step 0
 * @param encoderLater the encoder at step 1
 * @param decoderFirst the decoder at step 0, all tokens
 * @param decoderLater the decoder at step 1, all tokens
 * @param convolution a 3 x 3 convolution of 128 channels to 128 over 128 x 128
 */
record Speed(double encoderFirst, double encoderLater, double decoderFirst, double decoderLater, double convolution) {
    /**
     * Encoder and decoder of an earlier trial of another model on an idle machine, milliseconds: the best of its range, 506
     * pictures a second of the encoder and 300 of the decoder. Nobody measured the convolution with it.
     */
    static final double TRIAL = 1000.0 / 506 + 1000.0 / 300;

    /** Encoder and decoder of the step that costs more. */
    double step() {
        return Math.max(encoderFirst + decoderFirst, encoderLater + decoderLater);
    }
}
