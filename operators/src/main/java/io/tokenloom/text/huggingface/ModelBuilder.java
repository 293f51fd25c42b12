package io.tokenloom.text.huggingface;

import io.tokenloom.text.TokenTable;
import io.tokenloom.text.TokenizerFileException;
import io.tokenloom.text.bpe.BytePairModel;
import io.tokenloom.text.bpe.BytePairVocabulary;
import io.tokenloom.text.bpe.FirstSymbols;
import io.tokenloom.text.piece.PieceModel;
import io.tokenloom.text.pipeline.Marks;
import io.tokenloom.text.pipeline.Whole;
import io.tokenloom.text.split.Splitter;
import io.tokenloom.text.unigram.UnigramModel;
import io.tokenloom.text.wordpiece.WordLevelModel;
import io.tokenloom.text.wordpiece.WordPieceModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes the model and the splitter before it. Not thread-safe. */
final class ModelBuilder {
    private final TokenizerJson json;
    private final TokenIds ids;
    private final PieceCutting cutting;
    private final Mistakes mistakes;

    ModelBuilder(TokenizerJson json, TokenIds ids, PieceCutting cutting, Mistakes mistakes) {
        this.json = json;
        this.ids = ids;
        this.cutting = cutting;
        this.mistakes = mistakes;
    }

    /** A model, and what cuts text for it. */
    record Built(Splitter splitter, PieceModel model) {}

    /** Null when there are mistakes. */
    Built build() {
        ModelSpec spec = json.model();
        if (cutting.byteLevel() && !(spec instanceof ModelSpec.Bpe)) {
            mistakes.unsupported("pre_tokenizer ByteLevel with a model that is not BPE");
            return null;
        }
        try {
            if (spec instanceof ModelSpec.Bpe bpe) {
                return bytePairs(bpe);
            }
            return new Built(splitter(Optional.empty()), other(spec));
        } catch (TokenizerFileException e) {
            e.mistakes().forEach(mistakes::add);
            return null;
        }
    }

    private PieceModel other(ModelSpec spec) {
        if (spec instanceof ModelSpec.Unigram unigram) {
            return UnigramModel.huggingFace(
                    ids.vocabulary(), unigram.scores(), unigram.unknownId(), unigram.byteFallback(), ids.controlIds());
        }
        if (spec instanceof ModelSpec.WordPiece wordPiece) {
            return new WordPieceModel(
                    ids.vocabulary(),
                    wordPiece.continuingPrefix(),
                    wordPiece.unknownToken(),
                    wordPiece.maxCharacters(),
                    ids.controlIds());
        }
        return new WordLevelModel(ids.vocabulary(), ((ModelSpec.WordLevel) spec).unknownToken(), ids.controlIds());
    }

    private Built bytePairs(ModelSpec.Bpe bpe) {
        byte[][] tokens = ids.model().clone();
        Optional<FirstSymbols> symbols = cutting.byteLevel() ? bytes(tokens) : characters(bpe, tokens);
        if (symbols.isEmpty()) {
            return null;
        }
        BytePairModel model = BytePairModel.ofMerges(
                new BytePairVocabulary(TokenTable.of(tokens), bpe.merges(), symbols.get(), bpe.ignoreMerges()));
        return new Built(splitter(model.boundaries()), model);
    }

    private Splitter splitter(Optional<Splitter> boundaries) {
        Splitter splitter = cutting.splitter().or(() -> boundaries).orElse(Whole.INSTANCE);
        return cutting.marked() ? new Marks(splitter) : splitter;
    }

    private Optional<FirstSymbols> bytes(byte[][] tokens) {
        boolean[] single = new boolean[256];
        for (byte[] token : tokens) {
            if (token != null && token.length == 1) {
                single[token[0] & 0xFF] = true;
            }
        }
        List<String> missing = new ArrayList<>();
        for (int b = 0; b < single.length; b++) {
            if (!single[b]) {
                missing.add(String.format("0x%02X", b));
            }
        }
        if (!missing.isEmpty()) {
            mistakes.unsupported("model.vocab without a token for each byte, here without " + String.join(", ", missing)
                    + ", which the reference would drop from text,");
            return Optional.empty();
        }
        return Optional.of(new FirstSymbols.Bytes());
    }

    /** Resolves byte tokens in {@code tokens}. */
    private Optional<FirstSymbols> characters(ModelSpec.Bpe bpe, byte[][] tokens) {
        int unknown = ids.unknownId();
        if (bpe.unknownToken().isPresent() && unknown < 0) {
            mistakes.add("model.unk_token " + bpe.unknownToken().get() + " is not in model.vocab");
            return Optional.empty();
        }
        int[] byteTokens = bpe.byteFallback() ? byteTokens() : new int[0];
        if (byteTokens.length == 0 && unknown < 0) {
            mistakes.unsupported("model without unk_token and without byte_fallback, from whose ids the reference"
                    + " drops what is unknown,");
            return Optional.empty();
        }
        for (int b = 0; b < byteTokens.length; b++) {
            tokens[byteTokens[b]] = new byte[] {(byte) b};
        }
        return Optional.of(new FirstSymbols.Characters(
                byteTokens, unknown < 0 ? OptionalInt.empty() : OptionalInt.of(unknown), bpe.fuseUnknown()));
    }

    private int[] byteTokens() {
        int[] result = new int[256];
        int there = 0;
        for (int b = 0; b < 256; b++) {
            result[b] = json.vocabulary().find(String.format("<0x%02X>", b));
            there += result[b] == Vocabulary.ABSENT ? 0 : 1;
        }
        if (there > 0 && there < 256) {
            mistakes.unsupported("model.byte_fallback with tokens for only " + there + " of 256 bytes");
        }
        return there == 256 ? result : new int[0];
    }
}
