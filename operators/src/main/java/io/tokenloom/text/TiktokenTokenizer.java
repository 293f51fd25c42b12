package io.tokenloom.text;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.GptBytePairEncodingParams;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Byte pair encoding from tiktoken ranks, done by JTokkit. Thread-safe: immutable once made. Holds no native memory.
 *
 * <p>Only the method of JTokkit that reads control tokens as ordinary text is used; decoding uses our own table, as
 * JTokkit's decoder changes a plain hash map while it reads. Pieces of thousands of characters, which ordinary text does
 * not have, are merged by {@link BytePairMerger}: JTokkit would take hundreds of bytes of memory for each of theirs.
 */
public final class TiktokenTokenizer implements TextTokenizer {
    private final Encoding encoding;
    private final TokenBytes tokens;
    private final LongPieces longPieces;
    private final BytePairMerger merger;

    private TiktokenTokenizer(Encoding encoding, TiktokenRanks ranks, Pattern pattern) {
        this.encoding = encoding;
        this.tokens = ranks.tokenBytes();
        this.longPieces = new LongPieces(pattern);
        this.merger = new BytePairMerger(ranks);
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
        Pattern compiled = pattern.compiled();
        registry.registerGptBytePairEncoding(new GptBytePairEncodingParams("bundle", compiled, byBytes, Map.of()));
        return new TiktokenTokenizer(registry.getEncoding("bundle").orElseThrow(), ranks, compiled);
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
        List<LongPieces.Stretch> pieces = longPieces.in(text);
        if (pieces.isEmpty()) {
            return encoding.encodeOrdinary(text).toArray();
        }
        // What lies between long pieces is split the same by itself: only runs of white space look ahead, and the ends
        // of pieces are ends for them too.
        IntStream.Builder ids = IntStream.builder();
        int at = 0;
        for (LongPieces.Stretch piece : pieces) {
            addAll(
                    ids,
                    encoding.encodeOrdinary(text.substring(at, piece.from())).toArray());
            addAll(ids, merger.merge(text.substring(piece.from(), piece.to()).getBytes(StandardCharsets.UTF_8)));
            at = piece.to();
        }
        addAll(ids, encoding.encodeOrdinary(text.substring(at)).toArray());
        return ids.build().toArray();
    }

    private static void addAll(IntStream.Builder ids, int[] more) {
        for (int id : more) {
            ids.add(id);
        }
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
