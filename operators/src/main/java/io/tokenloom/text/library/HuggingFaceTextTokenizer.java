package io.tokenloom.text.library;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.text.ControlToken;
import io.tokenloom.text.CutRule;
import io.tokenloom.text.TokenTable;
import io.tokenloom.text.TokenizerFileException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tokenizer from a Hugging Face {@code tokenizer.json}, done by Hugging Face's Rust library.
 *
 * <p>Thread-safe. Owns native memory: close it when the last user is done; one that is forgotten is freed when it is
 * collected.
 */
public final class HuggingFaceTextTokenizer extends LibraryTokenizer {
    private static final Cleaner CLEANER = Cleaner.create();

    private final Handle handle;
    private final Cleaner.Cleanable cleanable;
    private final TokenTable tokens;
    private final BitSet controlIds = new BitSet();
    private final Map<String, Integer> controlTokens;
    private final boolean byteLevelDecoder;
    private final boolean lossless;
    private final CutRule cutRule;

    private HuggingFaceTextTokenizer(HuggingFaceFile file) {
        this.handle = new Handle(create(file));
        this.cleanable = CLEANER.register(this, handle);
        this.tokens = file.tokens();
        this.controlTokens = Collections.unmodifiableMap(file.controlIds());
        controlTokens.values().forEach(controlIds::set);
        this.byteLevelDecoder = file.byteLevelDecoder();
        this.lossless = file.lossless();
        this.cutRule = file.cutRule();
    }

    /**
     * @param tokenizerJson the content of the file, unchanged
     * @param controlTokens those that the file does not mark as special; the ones it marks are control tokens anyway
     * @throws TokenizerFileException when the file cannot be used, or cannot be used exactly
     */
    public static HuggingFaceTextTokenizer of(byte[] tokenizerJson, List<ControlToken> controlTokens) {
        HuggingFaceFile file = HuggingFaceFile.parse(tokenizerJson, controlTokens);
        HuggingFaceTextTokenizer result = new HuggingFaceTextTokenizer(file);
        List<String> mistakes = result.unreachable(file.keptTokenIds());
        mistakes.addAll(result.reachableControls(file.controlIds()));
        if (!mistakes.isEmpty()) {
            result.close();
            throw new TokenizerFileException(mistakes);
        }
        return result;
    }

    private static long create(HuggingFaceFile file) {
        try {
            return NativeTokenizers.library().createTokenizerFromString(file.safeJson());
        } catch (RuntimeException e) {
            if (e instanceof TokenizerFileException known) {
                throw known;
            }
            throw new TokenizerFileException("the tokenizers library refuses the file: " + e.getMessage(), e);
        }
    }

    /** Added tokens get their ids from the library, so what it gives is compared with what the file says. */
    private List<String> unreachable(Map<String, Integer> keptTokenIds) {
        List<String> mistakes = new ArrayList<>();
        keptTokenIds.forEach((content, id) -> {
            int[] ids = nativeIds(content);
            if (ids.length != 1 || ids[0] != id) {
                mistakes.add("added token \""
                        + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(content))
                        + "\" should have id " + id + " but encodes as " + Arrays.toString(ids)
                        + "; list it under controlTokens if user text must not become it");
            }
        });
        return mistakes;
    }

    /** A control token that merges of ordinary tokens lead to cannot be kept apart from text. */
    private List<String> reachableControls(Map<String, Integer> controls) {
        List<String> mistakes = new ArrayList<>();
        controls.forEach((content, id) -> {
            if (Arrays.stream(nativeIds(content)).anyMatch(controlIds::get)) {
                mistakes.add("text that spells control token " + content + " becomes id " + id
                        + " through the vocabulary itself; this tokenizer cannot keep it apart from text");
            }
        });
        return mistakes;
    }

    @Override
    public int vocabularySize() {
        return tokens.size();
    }

    @Override
    int[] ordinary(String text) {
        int[] ids = nativeIds(text);
        for (int id : ids) {
            // Control tokens were taken out; this holds for vocabularies in which one cannot be taken out.
            if (controlIds.get(id)) {
                throw new TokenizationException(
                        FailureCode.INTERNAL_ERROR,
                        "the tokenizer made control id " + id + " out of a text of " + text.length()
                                + " characters; this tokenizer cannot keep control tokens apart from text");
            }
        }
        return ids;
    }

    private int[] nativeIds(String text) {
        TokenizersLibrary library = NativeTokenizers.library();
        long encoding = library.encode(handle.pointer(), text, false);
        try {
            long[] ids = library.getTokenIds(encoding);
            int[] result = new int[ids.length];
            for (int i = 0; i < ids.length; i++) {
                result[i] = Math.toIntExact(ids[i]);
            }
            return result;
        } finally {
            library.deleteEncoding(encoding);
            // The native memory is freed when this object is unreachable, so it must be reachable until here.
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public byte[] decode(int[] ids) {
        if (byteLevelDecoder) {
            return tokens.concatenate(ids);
        }
        // Refuses ids that are not in use, which the library passes over.
        tokens.ends(ids);
        try {
            long[] wide = Arrays.stream(ids).asLongStream().toArray();
            return NativeTokenizers.library()
                    .decode(handle.pointer(), wide, false)
                    .getBytes(StandardCharsets.UTF_8);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public int[] byteEnds(int[] ids) {
        if (!lossless) {
            throw new IllegalStateException(
                    "this tokenizer changes some texts before it encodes them, so its tokens have no ends in the text");
        }
        return tokens.ends(ids);
    }

    @Override
    public boolean lossless() {
        return lossless;
    }

    @Override
    public Map<String, Integer> controlTokens() {
        return controlTokens;
    }

    @Override
    public CutRule cutRule() {
        return cutRule;
    }

    @Override
    public void close() {
        cleanable.clean();
    }

    /** The native tokenizer; freed once, by {@link #close()} or by the cleaner. */
    private static final class Handle implements Runnable {
        private final AtomicLong pointer;

        Handle(long pointer) {
            this.pointer = new AtomicLong(pointer);
        }

        long pointer() {
            long value = pointer.get();
            if (value == 0) {
                throw new IllegalStateException("this tokenizer is closed");
            }
            return value;
        }

        @Override
        public void run() {
            long value = pointer.getAndSet(0);
            if (value != 0) {
                NativeTokenizers.library().deleteTokenizer(value);
            }
        }
    }
}
