package io.tokenloom.bundle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files that a manifest lists, read and compared with their hashes. Not thread-safe. */
final class ListedFiles {
    private final Map<String, byte[]> contents = new HashMap<>();
    private final List<BundleFile> listed;

    /** @param mistakes gets what is missing, listed twice or changed */
    ListedFiles(List<BundleFile> listed, BundleFiles files, List<String> mistakes) {
        this.listed = listed;
        for (BundleFile file : listed) {
            if (contents.containsKey(file.path())) {
                mistakes.add("files: " + file.path() + " is listed more than once");
                continue;
            }
            try {
                byte[] content = files.read(file.path());
                contents.put(file.path(), content);
                String actual = Sha256.hexOf(content);
                // A hash of another shape is the schema's finding.
                if (file.sha256().length() == 64 && !actual.equals(file.sha256())) {
                    mistakes.add("files: " + file.path() + " has SHA-256 " + actual + ", the manifest says "
                            + file.sha256());
                }
            } catch (BundleFiles.Unreadable e) {
                mistakes.add("files: " + e.getMessage());
            }
        }
    }

    /** @param mistakes gets a file that the manifest uses and does not list */
    void require(String key, String path, List<String> mistakes) {
        if (listed.stream().noneMatch(file -> file.path().equals(path))) {
            mistakes.add(key + ": " + path + " is not listed under files with its hash");
        }
    }

    Optional<byte[]> content(String path) {
        return Optional.ofNullable(contents.get(path));
    }
}
