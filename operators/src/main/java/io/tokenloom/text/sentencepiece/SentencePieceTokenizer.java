package io.tokenloom.text.sentencepiece;

import io.tokenloom.text.CutRule;
import io.tokenloom.text.TextTokenizer;
import io.tokenloom.text.TokenBuffer;
import io.tokenloom.text.TokenizerFileException;
import io.tokenloom.text.Utf8Text;
import io.tokenloom.text.piece.PieceEncoder;
import io.tokenloom.text.piece.PieceModel;
import io.tokenloom.text.unigram.UnigramModel;
import java.nio.charset.StandardCharsets;

/**
 * Tokenizer from SentencePiece's own {@code .model} file, of type unigram, BPE, word or char. Ids, and the text that ids
 * are decoded to, are those of SentencePiece's processor; no control piece comes from text, whatever the text spells.
 * Thread-safe.
 *
 * <p>Spans are those of SentencePiece: they lie in the text as it was given, the space that is put in front belongs to no
 * byte of it, and of a character that became byte pieces the last has the span. A text is decoded to itself only when
 * nothing was normalized in it and it does not hold U+2581, so the tokenizer is not {@linkplain #lossless() lossless};
 * sums of a unigram model are rounded by what stands before, and a space is put in front of every text, so there is no
 * place where a text may be cut.
 *
 * <p>Each thread that encodes keeps memory of its own, some MiB at most; within a call it has what the text needs.
 *
 * <p>{@link #decode} gives U+FFFD, as the processor does, for byte pieces that make no character together.
 */
public final class SentencePieceTokenizer implements TextTokenizer {
    /** Of tokens that are only counted, so many are held on to between texts: 1 MiB. */
    private static final int KEPT_TOKENS = 1 << 18;

    private final SentencePieceNormalizer normalizer;
    private final PieceModel model;
    private final SentencePieceDecoder decoder;
    private final ThreadLocal<Workspace> workspaces;

    private SentencePieceTokenizer(SentencePieceFile file) {
        Symbols symbols = new Symbols(file.pieces(), file.ids(PieceType.USER_DEFINED));
        this.normalizer = new SentencePieceNormalizer(file, symbols);
        this.model = model(file, symbols);
        this.decoder = new SentencePieceDecoder(file);
        this.workspaces = ThreadLocal.withInitial(() -> new Workspace(model.newEncoder()));
    }

    /**
     * @param model the content of the file
     * @throws TokenizerFileException when the file cannot be used, or cannot be used exactly
     */
    public static SentencePieceTokenizer of(byte[] model) {
        return new SentencePieceTokenizer(SentencePieceFile.parse(model));
    }

    private static PieceModel model(SentencePieceFile file, Symbols symbols) {
        return switch (file.modelType()) {
            case UNIGRAM ->
                UnigramModel.sentencePiece(
                        file.pieces(),
                        file.scores(),
                        file.ids(PieceType.NORMAL),
                        file.ids(PieceType.USER_DEFINED),
                        file.unknownId(),
                        file.byteFallback());
            case BPE -> SymbolPairModel.merging(file, symbols);
            case WORD -> new WordModel(SentencePieceVocabulary.of(file));
            case CHAR -> SymbolPairModel.ofCharacters(file, symbols);
        };
    }

    @Override
    public int vocabularySize() {
        return model.tokens().size();
    }

    @Override
    public int[] encode(byte[] utf8, int offset, int length) {
        TokenBuffer out = TokenBuffer.ofIds();
        encode(utf8, offset, length, out);
        return out.toArray();
    }

    @Override
    public int[] encode(CharSequence text) {
        byte[] utf8 = Utf8Text.replaceLoneSurrogates(text).getBytes(StandardCharsets.UTF_8);
        return encode(utf8, 0, utf8.length);
    }

    @Override
    public void encode(byte[] utf8, int offset, int length, TokenBuffer out) {
        Utf8Text.requireValid(utf8, offset, length);
        Workspace workspace = workspaces.get();
        TracedText text = workspace.text;
        text.begin(out.hasSpans());
        normalizer.normalize(utf8, offset, offset + length, text);
        int first = out.size();
        if (text.size() > 0) {
            workspace.encoder.encode(text.bytes(), 0, text.size(), out);
        }
        if (out.hasSpans()) {
            for (int i = first; i < out.size(); i++) {
                out.starts()[i] = text.source(out.start(i));
                out.ends()[i] = text.source(out.end(i));
            }
        }
        text.release();
    }

    @Override
    public int count(byte[] utf8, int offset, int length) {
        Workspace workspace = workspaces.get();
        TokenBuffer counted = workspace.counted;
        counted.clear();
        encode(utf8, offset, length, counted);
        if (counted.size() > KEPT_TOKENS) {
            workspace.counted = TokenBuffer.ofIds();
        }
        return counted.size();
    }

    /** Encodes all of the text: which tokens are the best is known at its end only. */
    @Override
    public int encodeUpTo(int maxTokens, byte[] utf8, int offset, int length, TokenBuffer out) {
        TokenBuffer all = TokenBuffer.withSpans();
        encode(utf8, offset, length, all);
        int tokens = Math.min(maxTokens, all.size());
        for (int i = 0; i < tokens; i++) {
            out.add(all.id(i), all.start(i), all.end(i));
        }
        return tokens == all.size() ? length : tokens == 0 ? 0 : all.end(tokens - 1);
    }

    @Override
    public byte[] decode(int[] ids) {
        return decoder.decode(ids);
    }

    @Override
    public int[] byteEnds(int[] ids) {
        throw new IllegalStateException(
                "a SentencePiece model changes some texts before it encodes them, so its tokens have no ends in the text");
    }

    @Override
    public boolean lossless() {
        return false;
    }

    @Override
    public CutRule cutRule() {
        return CutRule.NONE;
    }

    /** Nothing to free. */
    @Override
    public void close() {}

    /** What one thread works with. */
    private static final class Workspace {
        private final TracedText text = new TracedText();
        private final PieceEncoder encoder;
        private TokenBuffer counted = TokenBuffer.ofIds();

        Workspace(PieceEncoder encoder) {
            this.encoder = encoder;
        }
    }
}
