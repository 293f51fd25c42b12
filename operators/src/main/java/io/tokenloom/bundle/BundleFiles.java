package io.tokenloom.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Where the files of a bundle are read from. Thread-safe. */
sealed interface BundleFiles {
    /** The name of the manifest. */
    String MANIFEST = "bundle.yaml";

    /** The largest file that is read, in bytes: far above any tokenizer, far below what would fill the heap. */
    long MAX_FILE_BYTES = 256L * 1024 * 1024;

    /**
     * The files of a location: {@code builtin:NAME} or the path of a folder.
     *
     * @throws BundleException if it is neither
     */
    static BundleFiles at(String location) {
        if (location.startsWith(TokenizerBundle.BUILT_IN_PREFIX)) {
            if (!TokenizerBundle.BUILT_IN.contains(location)) {
                throw new BundleException(
                        location,
                        List.of("there is no built-in bundle of this name; there are "
                                + String.join(", ", TokenizerBundle.BUILT_IN)));
            }
            return new BuiltIn(location.substring(TokenizerBundle.BUILT_IN_PREFIX.length()));
        }
        try {
            return new Folder(Path.of(location));
        } catch (InvalidPathException e) {
            throw new BundleException(location, List.of("the location is not a path: " + e.getReason()));
        }
    }

    /**
     * The content of a file.
     *
     * @throws Unreadable when there is none that may be read; the message is a whole sentence
     */
    byte[] read(String path) throws Unreadable;

    /** A file that cannot be read. */
    final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    /** A bundle in a folder. Nothing outside the folder is read, whatever the manifest or a symbolic link says. */
    record Folder(Path folder) implements BundleFiles {
        @Override
        public byte[] read(String path) throws Unreadable {
            try {
                Path root = folder.toRealPath();
                Path file = root.resolve(path).normalize();
                if (!file.startsWith(root)) {
                    throw new Unreadable(path + " lies outside the bundle's folder; put the file into it");
                }
                if (!Files.exists(file)) {
                    throw new Unreadable(path + " is missing");
                }
                if (!file.toRealPath().startsWith(root)) {
                    throw new Unreadable(
                            path + " is a link to a place outside the bundle's folder; put the file itself into it");
                }
                if (!Files.isRegularFile(file)) {
                    throw new Unreadable(path + " is not a file");
                }
                long size = Files.size(file);
                if (size > MAX_FILE_BYTES) {
                    throw new Unreadable(path + " has " + size + " bytes; at most " + MAX_FILE_BYTES + " are read");
                }
                return Files.readAllBytes(file);
            } catch (InvalidPathException e) {
                throw new Unreadable(path + " is not a path: " + e.getReason());
            } catch (IOException e) {
                throw new Unreadable(path + " cannot be read: " + e);
            }
        }
    }

    /**
     * A bundle that comes with this library: the manifest is ours, the ranks are read out of the JTokkit jar.
     *
     * @param name the part behind {@code builtin:}
     */
    record BuiltIn(String name) implements BundleFiles {
        private static final String RANKS = "/com/knuddels/jtokkit/";

        @Override
        public byte[] read(String path) throws Unreadable {
            String resource = path.endsWith(".tiktoken") ? RANKS + path : "builtin/" + name + "/" + path;
            try (InputStream in = BuiltIn.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new Unreadable(path + " is missing from the class path (" + resource + ")");
                }
                return in.readAllBytes();
            } catch (IOException e) {
                throw new Unreadable(path + " cannot be read from the class path: " + e);
            }
        }
    }
}
