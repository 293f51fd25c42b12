package io.tokenloom.vision.temporal;

import java.util.Arrays;
import java.util.Optional;

/** What becomes of the past of a stream that has filled its window. */
public enum WindowPolicy {
    /**
     * It is dropped, and the stream begins anew, marked in the record. So the tokens of a frame follow from the frames since
     * the last reset, and whoever has those can make them again.
     */
    BLOCK("block"),
    /**
     * The oldest frame is dropped. The keys and values that stay were made while it was seen, and carry its traces: the
     * tokens of a frame depend on all frames since the last reset, and whoever has the last of them only can't make them
     * again. Where the state holds keys and values themselves, a restore changes nothing.
     */
    SLIDING("sliding");

    private final String manifestName;

    WindowPolicy(String manifestName) {
        this.manifestName = manifestName;
    }

    /** The name in {@code bundle.yaml}. */
    public String manifestName() {
        return manifestName;
    }

    /** The policy of this name. */
    public static Optional<WindowPolicy> named(String manifestName) {
        return Arrays.stream(values())
                .filter(policy -> policy.manifestName.equals(manifestName))
                .findFirst();
    }
}
