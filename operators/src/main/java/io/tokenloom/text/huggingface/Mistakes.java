package io.tokenloom.text.huggingface;

import io.tokenloom.text.TokenizerFileException;
import java.util.ArrayList;
import java.util.List;

/** Everything that is wrong with a file. Not thread-safe. */
final class Mistakes {
    /** After so many the rest is most likely of the same kind. */
    private static final int MOST = 20;

    private final List<String> found = new ArrayList<>();

    void add(String mistake) {
        if (found.size() < MOST) {
            found.add(mistake);
        }
    }

    /** Notes that something is not supported, and what to do about it. */
    void unsupported(String what) {
        add(what + " is not supported by this engine; the bundle's manifest can ask for the library's with"
                + " engine.library: true");
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new TokenizerFileException(List.copyOf(found));
        }
    }
}
