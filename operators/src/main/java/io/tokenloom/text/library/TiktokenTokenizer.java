package io.tokenloom.text.library;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.GptBytePairEncodingParams;
import io.tokenloom.text.ControlToken;
import io.tokenloom.text.CutRule;
import io.tokenloom.text.TokenTable;
import io.tokenloom.text.TokenizerFileException;
import io.tokenloom.text.split.SplitPattern;
import io.tokenloom.text.tiktoken.TiktokenFile;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
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
public final class TiktokenTokenizer extends LibraryTokenizer {
    private final Encoding encoding;
    private final TokenTable tokens;
    private final LongPieces longPieces;
    private final BytePairMerger merger;
    private final Map<String, Integer> controlTokens;

    private TiktokenTokenizer(
            Encoding encoding,
            TokenTable tokens,
            Map<byte[], Integer> ranks,
            Pattern pattern,
            Map<String, Integer> controlTokens) {
        this.encoding = encoding;
        this.tokens = tokens;
        this.longPieces = new LongPieces(pattern);
        this.merger = new BytePairMerger(ranks);
        this.controlTokens = controlTokens;
    }

    /**
     * @param rankFile the content of a {@code .tiktoken} file: per line the token in Base64, a space, its rank
     * @param controlTokens each with its id; they count for the vocabulary and for decoding
     * @throws TokenizerFileException when the file or the control tokens cannot be used
     */
    public static TiktokenTokenizer of(byte[] rankFile, SplitPattern pattern, List<ControlToken> controlTokens) {
        TokenTable tokens = TiktokenFile.read(rankFile, controlTokens).tokens();
        Map<String, Integer> controls = new LinkedHashMap<>();
        // The file is refused without the id of each.
        controlTokens.forEach(c -> controls.put(c.content(), c.id().orElseThrow()));
        Map<byte[], Integer> ranks = new LinkedHashMap<>();
        for (int id = 0; id < tokens.size(); id++) {
            if (tokens.has(id) && !controls.containsValue(id)) {
                ranks.put(tokens.token(id), id);
            }
        }
        // JTokkit knows names, and a registry of its own for each tokenizer keeps them apart.
        EncodingRegistry registry = Encodings.newLazyEncodingRegistry();
        Pattern compiled = pattern.compiled();
        registry.registerGptBytePairEncoding(new GptBytePairEncodingParams("bundle", compiled, ranks, Map.of()));
        return new TiktokenTokenizer(registry.getEncoding("bundle").orElseThrow(), tokens, ranks, compiled, controls);
    }

    @Override
    public int vocabularySize() {
        return tokens.size();
    }

    @Override
    int[] ordinary(String text) {
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
    public Map<String, Integer> controlTokens() {
        return Collections.unmodifiableMap(controlTokens);
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
