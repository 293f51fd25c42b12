package io.tokenloom.media;

/**
 * What an image file says of itself before any pixel is decoded.
 *
 * @param type format
 * @param width stored width; of an animation the canvas'
 * @param height stored height; of an animation the canvas'
 * @param frames number of frames, at least 1; counted no further than one over the limit
 */
record ImageHeader(MediaType type, int width, int height, int frames) {
    ImageHeader {
        if (width < 1 || height < 1) {
            throw ImageFailure.broken(type, "its header gives a size of " + width + " x " + height);
        }
    }

    /** Fails if one of the limits is passed. */
    void check(MediaLimits limits, int encodedBytes) {
        checkSize(type, width, height, limits);
        if (frames > limits.frames()) {
            throw ImageFailure.limit("the " + type.title() + " image has more than " + limits.frames()
                    + " frames, the limit; send it as a video");
        }
        long decodedBytes = 3L * width * height;
        if (decodedBytes > MediaLimits.RATIO_FLOOR_BYTES && decodedBytes > (long) limits.ratio() * encodedBytes) {
            throw ImageFailure.limit("the " + type.title() + " image of " + width + " x " + height + " would grow from "
                    + encodedBytes + " to " + decodedBytes + " bytes; the limit is " + limits.ratio()
                    + " times; store it with less compression");
        }
    }

    /** Fails if the size is over the limits. */
    static void checkSize(MediaType type, int width, int height, MediaLimits limits) {
        if (width > limits.side() || height > limits.side()) {
            throw ImageFailure.limit("the " + type.title() + " image has " + width + " x " + height
                    + " pixels; the limit of a side is " + limits.side() + "; scale it down");
        }
        if ((long) width * height > limits.pixels()) {
            throw ImageFailure.limit("the " + type.title() + " image has " + width + " x " + height + " = "
                    + (long) width * height + " pixels; the limit is " + limits.pixels() + "; scale it down");
        }
    }
}
