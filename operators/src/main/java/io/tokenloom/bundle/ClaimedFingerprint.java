package io.tokenloom.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The fingerprint that a manifest stands for, before anything in it was checked. */
final class ClaimedFingerprint {
    private ClaimedFingerprint() {}

    /** Empty where the manifest has mistakes, or where it takes the files themselves to tell. */
    static Optional<Fingerprint> of(String location) {
        List<String> mistakes = new ArrayList<>();
        BundleFiles files;
        try {
            files = BundleFiles.at(location);
        } catch (BundleException e) {
            return Optional.empty();
        }
        return ManifestYaml.of(files, mistakes).flatMap(yaml -> of(yaml, mistakes));
    }

    private static Optional<Fingerprint> of(ManifestYaml yaml, List<String> mistakes) {
        if (!yaml.kind().equals(VisualBundle.KIND)) {
            return TextManifestReader.read(yaml, mistakes)
                    .filter(manifest -> listed(manifest.files(), manifest.tokenizerFile()))
                    .map(Fingerprint::of);
        }
        if (yaml.format().equals(OnnxManifest.FORMAT)) {
            return Optional.empty();
        }
        return ProgressiveManifestReader.read(yaml, mistakes)
                .filter(manifest -> listed(manifest.files(), manifest.encoderFile())
                        && listed(manifest.files(), manifest.decoderFile()))
                .map(Fingerprint::of);
    }

    private static boolean listed(List<BundleFile> files, String path) {
        return files.stream().anyMatch(file -> file.path().equals(path));
    }
}
