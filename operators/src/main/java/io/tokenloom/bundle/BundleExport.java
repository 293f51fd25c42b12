package io.tokenloom.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes bundles to folders, for programs that are not Java: built-in ones lie in jars. Thread-safe: stateless. */
public final class BundleExport {
    private BundleExport() {}

    /**
     * Writes a bundle's files, then its manifest: a folder that has the manifest has them all. The hashes of the files are
     * checked, the tokenizer is not opened.
     *
     * @param location {@code builtin:NAME} or the path of a folder that holds {@code bundle.yaml}
     * @param folder made where it is not there; files of the same names are replaced
     * @throws BundleException if a file is missing or has another hash
     * @throws UncheckedIOException if the folder can't be written
     */
    public static void write(String location, Path folder) {
        List<String> mistakes = new ArrayList<>();
        BundleFiles files = BundleFiles.at(location);
        Optional<ManifestYaml> manifest = ManifestYaml.of(files, mistakes);
        List<BundleFile> listed = manifest.map(ManifestYaml::files).orElse(List.of());
        ListedFiles contents = new ListedFiles(listed, files, mistakes);
        if (!mistakes.isEmpty()) {
            throw new BundleException(location, mistakes);
        }
        try {
            for (BundleFile file : listed) {
                Path target = folder.resolve(file.path()).normalize();
                Files.createDirectories(target.getParent());
                Files.write(target, contents.content(file.path()).orElseThrow());
            }
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve(BundleFiles.MANIFEST), manifest.orElseThrow().text(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(location + " can't be written to " + folder, e);
        }
    }
}
