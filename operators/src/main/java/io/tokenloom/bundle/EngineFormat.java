package io.tokenloom.bundle;

import java.util.Arrays;
import java.util.Optional;

/** What kind of file a text tokenizer is made from. */
public enum EngineFormat {
    /** Ranks as tiktoken publishes them; the split pattern is named in the manifest. */
    TIKTOKEN("tiktoken"),
    /** A Hugging Face {@code tokenizer.json}, which says everything itself. */
    HUGGING_FACE("huggingface-tokenizer-json");

    private final String manifestName;

    EngineFormat(String manifestName) {
        this.manifestName = manifestName;
    }

    /** The name in {@code bundle.yaml}. */
    public String manifestName() {
        return manifestName;
    }

    static Optional<EngineFormat> named(String manifestName) {
        return Arrays.stream(values())
                .filter(f -> f.manifestName.equals(manifestName))
                .findFirst();
    }
}
