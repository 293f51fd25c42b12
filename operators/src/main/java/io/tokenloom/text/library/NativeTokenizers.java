package io.tokenloom.text.library;

import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import io.tokenloom.text.TokenizerFileException;

/**
 * Hugging Face's own Rust library through DJL's bindings, kept off the network. Thread-safe.
 *
 * <p>DJL would reach out in two places. Its loader downloads a CUDA build when it sees a graphics card: in offline mode
 * it takes the CPU build out of its own jar, and refuses to open a URL at all. Its tokenizer class asks a cloud's
 * metadata address who the machine is and reports that: the native calls below do not pass through that class. They
 * also spare us an {@code Encoding} with a string and an object for each token.
 *
 * <p>The library is unpacked once to DJL's cache folder ({@code DJL_CACHE_DIR}, else {@code .djl.ai} in the home folder).
 */
final class NativeTokenizers {
    private static final String OFFLINE = "ai.djl.offline";

    private NativeTokenizers() {}

    /** @throws TokenizerFileException when this machine has no usable native library */
    static TokenizersLibrary library() {
        try {
            return Loaded.LIBRARY;
        } catch (LinkageError e) {
            throw new TokenizerFileException(
                    "the native tokenizers library cannot be loaded (" + e.getMessage()
                            + "); it exists for Linux x86-64 and aarch64 with glibc, macOS aarch64 and Windows x86-64,"
                            + " and a process can load it only once",
                    e);
        }
    }

    /** The loading happens once, in the initializer of this class; the property is restored as others may use DJL. */
    private static final class Loaded {
        static final TokenizersLibrary LIBRARY = load();

        private static TokenizersLibrary load() {
            String before = System.getProperty(OFFLINE);
            System.setProperty(OFFLINE, "true");
            try {
                LibUtils.checkStatus();
                return TokenizersLibrary.LIB;
            } catch (EngineException e) {
                throw new ExceptionInInitializerError(e);
            } finally {
                if (before == null) {
                    System.clearProperty(OFFLINE);
                } else {
                    System.setProperty(OFFLINE, before);
                }
            }
        }
    }
}
