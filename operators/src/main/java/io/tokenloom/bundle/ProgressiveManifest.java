package io.tokenloom.bundle;

import io.tokenloom.vision.ProgressiveModel;
import io.tokenloom.vision.ResetRule;
import io.tokenloom.vision.preprocessing.Preprocessing;
import java.util.List;

/**
 * What the {@code bundle.yaml} of a progressive visual tokenizer says. Thread-safe: deeply immutable.
 *
 * @param name short name, for people and for routes
 * @param version the author's version of this bundle
 * @param encoderFile path of the encoder's graph within the bundle
 * @param decoderFile path of the decoder's graph within the bundle
 * @param preprocessing what happens to a picture before the model gets it
 * @param shape numbers of the model
 * @param stillSteps most steps of an image
 * @param resets when a stream starts anew
 * @param files every file of the bundle besides the manifest
 * @param licence licence of the files, an SPDX expression where there is one
 * @param golden streams of pictures with the ids that the author saw
 */
public record ProgressiveManifest(
        String name,
        String version,
        String encoderFile,
        String decoderFile,
        Preprocessing preprocessing,
        ProgressiveModel.Shape shape,
        int stillSteps,
        ResetRule resets,
        List<BundleFile> files,
        String licence,
        List<GoldenPictures> golden) {
    static final String FORMAT = "progressive-onnx";

    public ProgressiveManifest {
        files = List.copyOf(files);
        golden = List.copyOf(golden);
    }

    /** The SHA-256 that the manifest demands of a file, lower-case hexadecimal. */
    public String sha256(String path) {
        return files.stream()
                .filter(file -> file.path().equals(path))
                .map(BundleFile::sha256)
                .findFirst()
                .orElseThrow();
    }
}
