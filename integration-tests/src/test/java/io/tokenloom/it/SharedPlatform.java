package io.tokenloom.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A platform that all classes of one process use one after the other, for a start takes half a minute: each finds what those
 * before it left, whichever these were. None may stop it: it stops with the last class, and its folder under {@code target} stays.
 */
final class SharedPlatform implements BeforeAllCallback {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedPlatform.class);

    private ExtensionContext.Store store;

    @Override
    public void beforeAll(ExtensionContext context) {
        store = context.getRoot().getStore(NAMESPACE);
    }

    /** The running platform; whoever asks first starts it. */
    RunningPlatform running() {
        return store.getOrComputeIfAbsent("platform", key -> start(), RunningPlatform.class);
    }

    private static RunningPlatform start() {
        Path folder = ProcessFolder.path().resolve("platform");
        try {
            delete(folder);
            return RunningPlatform.start(Files.createDirectories(folder));
        } catch (IOException e) {
            throw new UncheckedIOException("a platform in " + folder, e);
        }
    }

    /** What an earlier build left. */
    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            List<Path> found;
            try (Stream<Path> files = Files.walk(folder)) {
                found = files.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : found) {
                Files.delete(file);
            }
        }
    }
}
