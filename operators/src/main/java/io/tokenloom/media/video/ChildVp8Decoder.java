package io.tokenloom.media.video;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.media.MediaLimits;
import io.tokenloom.media.RgbImage;
import io.tokenloom.media.Vp8Decoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * Decodes the pictures of lossy WebPs with FFmpeg, each in a process of its own, under the limits of a video: 20 ms and
 * more for each. FFmpeg is got ready at the first one, so that a job without any needs none.
 *
 * <p>Thread-safe.
 */
public final class ChildVp8Decoder implements Vp8Decoder {
    private static final int FILE_HEADER_BYTES = 32;
    private static final int FRAME_HEADER_BYTES = 12;

    private final Supplier<VideoDecoder> source;
    private VideoDecoder decoder;

    /** With the FFmpeg that comes with this library. */
    public ChildVp8Decoder() {
        this(VideoDecoder::bundled);
    }

    /**
     * With another FFmpeg.
     *
     * @param source asked once, at the first picture, and again at the next one as long as it fails
     */
    public ChildVp8Decoder(Supplier<VideoDecoder> source) {
        this.source = source;
    }

    @Override
    public RgbImage decode(byte[] keyFrame, int width, int height, MediaLimits limits) {
        byte[] file = file(keyFrame, width, height);
        try (VideoFrames frames = decoder().open(file, Container.IVF, limits.withFrames(1), FrameSelection.ALL)) {
            if (!frames.next()) {
                throw broken("it gives no picture");
            }
            RgbImage image = frames.frame().image();
            if (frames.next() || !frames.end().equals(new VideoEnd.Complete())) {
                throw broken("it does not end with its picture");
            }
            if (image.width() != width || image.height() != height) {
                throw broken("its picture has " + image.width() + " x " + image.height() + " pixels, not " + width
                        + " x " + height);
            }
            return image;
        } catch (TokenizationException e) {
            throw new TokenizationException(
                    switch (e.code()) {
                        case VIDEO_LIMIT -> FailureCode.IMAGE_LIMIT;
                        case VIDEO_DECODE, VIDEO_FORMAT -> FailureCode.IMAGE_DECODE;
                        default -> e.code();
                    },
                    e.getMessage().replace("the video", "the data of the WebP image"),
                    e);
        }
    }

    private synchronized VideoDecoder decoder() {
        if (decoder == null) {
            decoder = source.get();
        }
        return decoder;
    }

    private static TokenizationException broken(String what) {
        return new TokenizationException(
                FailureCode.IMAGE_DECODE,
                "the WebP image is broken: " + what + "; send the item again from an intact file");
    }

    /** An IVF file of one frame. */
    private static byte[] file(byte[] keyFrame, int width, int height) {
        return ByteBuffer.allocate(FILE_HEADER_BYTES + FRAME_HEADER_BYTES + keyFrame.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("DKIF".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 0)
                .putShort((short) FILE_HEADER_BYTES)
                .put("VP80".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) width)
                .putShort((short) height)
                .putInt(1)
                .putInt(1)
                .putInt(1)
                .putInt(0)
                .putInt(keyFrame.length)
                .putLong(0)
                .put(keyFrame)
                .array();
    }
}
