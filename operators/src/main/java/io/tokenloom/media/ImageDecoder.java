package io.tokenloom.media;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import java.io.IOException;
import java.util.Objects;

/**
 * From the bytes of an image file to its pixels. Size, number of frames and the growth from encoded to decoded are
 * checked on the header before anything of the image is allocated; a file that does not fit costs microseconds.
 *
 * <p>What comes out, so that the same file gives the same pixels everywhere:
 *
 * <ul>
 *   <li>EXIF orientation is applied, in JPEG, PNG and WebP.
 *   <li>Alpha is laid over white; so is what an animation's first frame leaves free of its canvas.
 *   <li>Grey and palettes are expanded to RGB; of 16-bit samples the upper 8 bits are kept.
 *   <li>CMYK and YCCK JPEGs are taken as Adobe writes them, inverted, and converted without a profile.
 *   <li>Colour profiles and gamma are not applied: the samples are taken as sRGB.
 *   <li>Of a GIF, an animated WebP or an APNG the first image is read.
 *   <li>A file that is broken or ends early is a failure, not an image that is grey in part.
 * </ul>
 *
 * <p>Memory: besides the file and the result at most one copy of the file without its metadata and the codec's samples,
 * 4 bytes for each pixel, 8 for 16-bit PNG.
 *
 * <p>Thread-safe.
 */
public final class ImageDecoder {
    private final MediaLimits limits;
    private final Vp8Decoder lossyWebp;

    /**
     * A decoder with these limits.
     *
     * @param lossyWebp decodes the pictures of lossy WebPs
     */
    public ImageDecoder(MediaLimits limits, Vp8Decoder lossyWebp) {
        this.limits = Objects.requireNonNull(limits, "limits");
        this.lossyWebp = Objects.requireNonNull(lossyWebp, "lossyWebp");
    }

    /** A decoder with these limits that refuses lossy WebPs. */
    public ImageDecoder(MediaLimits limits) {
        this(limits, (keyFrame, width, height, ignored) -> {
            throw ImageFailure.format(
                    "the image is a lossy WebP, which this decoder has nothing to read with; send it lossless");
        });
    }

    /**
     * Decodes an image.
     *
     * @throws TokenizationException with code EMPTY, IMAGE_FORMAT, IMAGE_LIMIT or IMAGE_DECODE; for a lossy
     *     WebP DECODER_UNAVAILABLE as well
     */
    public RgbImage decode(byte[] content) {
        MediaType type = MediaType.of(content);
        try {
            ImageFile file = parse(type, content);
            file.header().check(limits, content.length);
            return file.decode();
        } catch (IOException e) {
            throw ImageFailure.broken(type, "its data can't be decoded (" + nameOf(e) + ")", e);
        } catch (TokenizationException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            // Codecs meet broken data with whatever their arrays and lists throw.
            throw ImageFailure.broken(type, "its data makes no sense (" + nameOf(e) + ")", e);
        }
    }

    private ImageFile parse(MediaType type, byte[] content) {
        if (content.length == 0) {
            throw new TokenizationException(FailureCode.EMPTY, "the image has no content; send its bytes");
        }
        ByteView file = new ByteView(type, content);
        return switch (type) {
            case JPEG -> JpegFile.parse(file);
            case PNG -> PngFile.parse(file);
            case GIF -> GifFile.parse(file, limits);
            case WEBP -> WebpFile.parse(file, limits, lossyWebp);
            case UNKNOWN ->
                throw ImageFailure.format("the content of " + content.length
                        + " bytes is of no known image format; send " + MediaType.titles(MediaType.Use.IMAGE));
            default ->
                throw ImageFailure.format("the content is " + type.title() + ", which is not read as an image; send "
                        + MediaType.titles(MediaType.Use.IMAGE));
        };
    }

    /** Not the message, which may quote the content. */
    private static String nameOf(Throwable e) {
        return e.getClass().getSimpleName();
    }
}
