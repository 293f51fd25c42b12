package io.tokenloom.bundle;

import io.tokenloom.text.Golden;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A bundle of the small tokenizer in a folder, sound until a test breaks it. */
final class BundleFolder {
    static final String MANIFEST = """
            name: small
            version: "1"
            kind: text
            engine:
              format: huggingface-tokenizer-json
              file: tokenizer.json
            files:
              - path: tokenizer.json
                sha256: HASH
            licence: Apache-2.0
            golden:
              - text: "%s"
                ids: %s
            """;

    private final Path folder;
    private byte[] tokenizer = Golden.bytes("small/tokenizer.json");
    private String manifest;

    BundleFolder(Path folder) {
        this.folder = folder;
        Golden.Item item = Golden.load("small/ids").items().stream()
                .filter(i -> i.text().equals("Hello, world!"))
                .findFirst()
                .orElseThrow();
        this.manifest = MANIFEST.formatted(item.text(), Arrays.toString(item.ids()));
    }

    BundleFolder tokenizer(byte[] content) {
        tokenizer = content;
        return this;
    }

    /** Replaces a part of the manifest, which must be there. */
    BundleFolder replace(String part, String by) {
        if (!manifest.contains(part)) {
            throw new IllegalArgumentException("not in the manifest: " + part);
        }
        manifest = manifest.replace(part, by);
        return this;
    }

    BundleFolder append(String lines) {
        manifest += lines;
        return this;
    }

    String hash() {
        return Sha256.hexOf(tokenizer);
    }

    /** Writes everything and gives the location. */
    String write() {
        try {
            Files.write(folder.resolve("tokenizer.json"), tokenizer);
            Files.writeString(folder.resolve("bundle.yaml"), manifest.replace("HASH", hash()));
            return folder.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
