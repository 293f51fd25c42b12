package io.tokenloom.bundle;

import java.util.List;

/**
 * What the {@code bundle.yaml} of a visual tokenizer that is an ONNX encoder says about itself; how the encoder is used is
 * said by {@link io.tokenloom.vision.encoder.EncoderSpec} or {@link io.tokenloom.vision.temporal.TemporalSpec}.
 * Thread-safe: deeply immutable.
 *
 * @param name short name, for people and for routes
 * @param version the author's version of this bundle
 * @param encoderFile path of the graph within the bundle
 * @param traits quirks that the weights were trained with
 * @param files every file of the bundle besides the manifest
 * @param licence licence of the files, an SPDX expression where there is one
 * @param batches sizes of batches that give the same tokens as pictures alone
 * @param tolerance largest difference of a vector's number between a batch and a picture alone
 * @param golden streams of pictures with the tokens that the author saw
 */
public record OnnxManifest(
        String name,
        String version,
        String encoderFile,
        List<String> traits,
        List<BundleFile> files,
        String licence,
        List<Integer> batches,
        double tolerance,
        List<GoldenPictures> golden) {
    static final String FORMAT = "onnx";

    public OnnxManifest {
        traits = List.copyOf(traits);
        files = List.copyOf(files);
        batches = List.copyOf(batches);
        golden = List.copyOf(golden);
    }

    /** Whether no larger batch than a single picture is promised to give the same tokens. */
    public boolean oneByOne() {
        return batches.stream().allMatch(size -> size == 1);
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
