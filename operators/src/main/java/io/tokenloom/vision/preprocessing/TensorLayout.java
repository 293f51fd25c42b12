package io.tokenloom.vision.preprocessing;

/** The order of the axes of a tensor of pictures. */
public enum TensorLayout {
    /** Picture, channel, row, column: a plane for each channel. */
    NCHW("nchw"),
    /** Picture, row, column, channel: the channels of a pixel side by side. */
    NHWC("nhwc");

    private final String manifestName;

    TensorLayout(String manifestName) {
        this.manifestName = manifestName;
    }

    /** The name in a manifest. */
    public String manifestName() {
        return manifestName;
    }
}
