package io.tokenloom.bundle;

import java.util.Optional;

/** What kind of file a text tokenizer is made from. */
public enum EngineFormat {
    /** Ranks as tiktoken publishes them; the split pattern is named in the manifest. */
    TIKTOKEN("tiktoken"),
    /** A Hugging Face {@code tokenizer.json}, which says everything itself. */
    HUGGING_FACE("huggingface-tokenizer-json"),
    /** A SentencePiece model, which says everything itself. */
    SENTENCE_PIECE("sentencepiece"),
    /** The rule of a byte and word hierarchy: which one, by which version of Unicode, up to how many bytes a word has. */
    BYTE_WORD_HIERARCHY("byte-word-hierarchy");

    private final String manifestName;

    EngineFormat(String manifestName) {
        this.manifestName = manifestName;
    }

    /** The name in {@code bundle.yaml}. */
    public String manifestName() {
        return manifestName;
    }

    static Optional<EngineFormat> named(String manifestName) {
        for (EngineFormat format : values()) {
            if (format.manifestName.equals(manifestName)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }
}
