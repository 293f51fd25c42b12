package io.tokenloom.media;

/**
 * Decodes the picture of a lossy WebP, which is one key frame of VP8. No Java library does it exactly: the one that reads
 * lossless WebP here is off by 5 of 255 in the mean on smooth pictures, since it predicts from pixels that its loop
 * filter has already changed.
 */
public interface Vp8Decoder {
    /**
     * Decodes a key frame.
     *
     * @param keyFrame the frame, as it stands in the file
     * @param width of the frame by its own header, within the limits
     * @param height of the frame by its own header, within the limits
     * @param limits time and memory that it may cost
     * @throws io.tokenloom.deadletter.TokenizationException with code IMAGE_DECODE, IMAGE_LIMIT or DECODER_UNAVAILABLE
     */
    RgbImage decode(byte[] keyFrame, int width, int height, MediaLimits limits);
}
