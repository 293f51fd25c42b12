package io.tokenloom.vision.temporal;

import java.util.Arrays;
import java.util.Optional;

/** What is kept of a stream's past frames; the tokens are the same. {@link StateSizes} tells what each takes. */
public enum StateForm {
    /** Their keys and values, as the model gave them: large, and ready at once after a restore. */
    KEYS_AND_VALUES("keys-and-values"),
    /**
     * The frames, prepared and packed: small. Keys and values stay in the memory of the process, and are made again from the
     * frames where they are not there any more, as after a restore.
     */
    FRAMES("frames");

    private final String manifestName;

    StateForm(String manifestName) {
        this.manifestName = manifestName;
    }

    /** The name in {@code bundle.yaml}. */
    public String manifestName() {
        return manifestName;
    }

    /** The form of this name. */
    public static Optional<StateForm> named(String manifestName) {
        return Arrays.stream(values())
                .filter(form -> form.manifestName.equals(manifestName))
                .findFirst();
    }
}
