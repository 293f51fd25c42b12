package io.tokenloom.text;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.GptBytePairEncodingParams;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Byte pair encoding from tiktoken ranks, done by JTokkit. Thread-safe: immutable once made. Holds no native memory.
 *
 * <p>Only the method of JTokkit that reads control tokens as ordinary text is used; decoding uses our own table, as
 * JTokkit's decoder changes a plain hash map while it reads.
 */
public final class TiktokenTokenizer implements TextTokenizer {
    private final Encoding encoding;
    private final TokenBytes tokens;

    private TiktokenTokenizer(Encoding encoding, TokenBytes tokens) {
        this.encoding = encoding;
        this.tokens = tokens;
    }

    /**
     * @param rankFile the content of a {@code .tiktoken} file: per line the token in Base64, a space, its rank
     * @param controlTokens each with its id; they count for the vocabulary and for decoding
     * @throws TokenizerFileException when the file or the control tokens cannot be used
     */
    public static TiktokenTokenizer of(byte[] rankFile, SplitPattern pattern, List<ControlToken> controlTokens) {
        TiktokenRanks ranks = TiktokenRanks.parse(rankFile, controlTokens);
        // JTokkit knows names, and a registry of its own for each tokenizer keeps them apart.
        EncodingRegistry registry = Encodings.newLazyEncodingRegistry();
        Map<byte[], Integer> byBytes = new LinkedHashMap<>(2 * ranks.size());
        ranks.forEach(byBytes::put);
        registry.registerGptBytePairEncoding(
                new GptBytePairEncodingParams("bundle", pattern.compiled(), byBytes, Map.of()));
        return new TiktokenTokenizer(registry.getEncoding("bundle").orElseThrow(), ranks.tokenBytes());
    }

    @Override
    public int vocabularySize() {
        return tokens.size();
    }

    @Override
    public int[] encode(byte[] utf8, int offset, int length) {
        return ordinary(Utf8Text.decode(utf8, offset, length));
    }

    @Override
    public int[] encode(CharSequence text) {
        return ordinary(Utf8Text.replaceLoneSurrogates(text));
    }

    private int[] ordinary(String text) {
        return encoding.encodeOrdinary(text).toArray();
    }

    @Override
    public byte[] decode(int[] ids) {
        return tokens.concatenate(ids);
    }

    @Override
    public int[] byteEnds(int[] ids) {
        return tokens.ends(ids);
    }

    /** Always: every byte has a token, and nothing changes the text before it is split. */
    @Override
    public boolean lossless() {
        return true;
    }

    @Override
    public CutRule cutRule() {
        return CutRule.WORD;
    }

    @Override
    public void close() {
        // Nothing outside the heap.
    }
}
