package io.tokenloom.vision;

import java.util.Arrays;
import java.util.Optional;

/**
 * How a picture gets the size of a model. Part of a tokenizer's identity: another rule gives other ids. A rule that has to
 * change gets a new name.
 */
public enum Preprocessing {
    /**
     * The whole picture, stretched: each pixel of the result is the mean of the area that it covers, rounded half to even;
     * where the picture is smaller than the result, bilinear between pixel centres. 8-bit sRGB values as they are.
     */
    STRETCH_AREA_1("stretch-area-1");

    private final String manifestName;

    Preprocessing(String manifestName) {
        this.manifestName = manifestName;
    }

    /** The name in {@code bundle.yaml}. */
    public String manifestName() {
        return manifestName;
    }

    /** The rule of this name. */
    public static Optional<Preprocessing> named(String manifestName) {
        return Arrays.stream(values())
                .filter(rule -> rule.manifestName.equals(manifestName))
                .findFirst();
    }
}
