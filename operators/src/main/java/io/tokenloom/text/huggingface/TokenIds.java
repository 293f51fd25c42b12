package io.tokenloom.text.huggingface;

import io.tokenloom.text.ByteLevelAlphabet;
import io.tokenloom.text.ControlToken;
import io.tokenloom.text.TokenTable;
import io.tokenloom.text.pipeline.AddedToken;
import io.tokenloom.text.pipeline.AddedToken.Trait;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which id is what: the tokens of the vocabulary, added tokens that text may hold, control tokens. Not thread-safe while it
 * is made.
 */
final class TokenIds {
    private final TokenizerJson json;
    private final Mistakes mistakes;
    private final byte[][] model;
    private final byte[][] spellings;
    private final byte[][] bytes;
    private final List<AddedToken> found = new ArrayList<>();
    private final Map<String, Integer> controls = new LinkedHashMap<>();
    private final BitSet reachable = new BitSet();
    private int size;

    private TokenIds(TokenizerJson json, boolean byteLevel, Mistakes mistakes) {
        this.json = json;
        this.mistakes = mistakes;
        byte[][] vocabulary = json.vocabulary().spellings();
        this.size = vocabulary.length;
        json.addedTokens().forEach(t -> size = Math.max(size, t.id() + 1));
        this.spellings = Arrays.copyOf(vocabulary, size);
        this.bytes = spellings.clone();
        this.model = Arrays.copyOf(vocabulary, vocabulary.length);
        if (byteLevel) {
            resolveAlphabet();
        }
    }

    static TokenIds of(TokenizerJson json, List<ControlToken> controlTokens, boolean byteLevel, Mistakes mistakes) {
        TokenIds result = new TokenIds(json, byteLevel, mistakes);
        result.addTokens(controlTokens);
        result.findControls(controlTokens);
        result.takeControlsOutOfModel();
        return result;
    }

    /** A token that is not written in the alphabet stands for itself, and no text leads to it. */
    private void resolveAlphabet() {
        for (int id = 0; id < model.length; id++) {
            if (model[id] != null) {
                model[id] = ByteLevelAlphabet.resolved(model[id]);
                bytes[id] = model[id] == null ? spellings[id] : model[id];
            }
        }
    }

    private void addTokens(List<ControlToken> controlTokens) {
        Set<String> declared = new HashSet<>();
        controlTokens.forEach(c -> declared.add(c.content()));
        for (AddedToken token : json.addedTokens()) {
            byte[] content = token.content().getBytes(StandardCharsets.UTF_8);
            int inVocabulary = json.vocabulary().find(token.content());
            if (inVocabulary != Vocabulary.ABSENT && inVocabulary != token.id()) {
                mistakes.add("added token " + token.content() + " has id " + token.id() + ", and id " + inVocabulary
                        + " in model.vocab");
            } else if (spellings[token.id()] != null && !Arrays.equals(spellings[token.id()], content)) {
                mistakes.add("added token " + token.content() + " has id " + token.id() + ", which "
                        + Vocabulary.text(spellings[token.id()]) + " has already");
            }
            spellings[token.id()] = content;
            bytes[token.id()] = content;
            if (token.is(Trait.SPECIAL) || declared.contains(token.content())) {
                controls.put(token.content(), token.id());
            } else {
                found.add(token);
            }
        }
    }

    private void findControls(List<ControlToken> controlTokens) {
        Set<String> added = new HashSet<>();
        json.addedTokens().forEach(t -> added.add(t.content()));
        for (ControlToken control : controlTokens) {
            int inVocabulary = json.vocabulary().find(control.content());
            if (!added.contains(control.content()) && inVocabulary != Vocabulary.ABSENT) {
                controls.put(control.content(), inVocabulary);
            }
            Integer id = controls.get(control.content());
            if (id == null) {
                mistakes.add("control token " + control.content() + " is not in the tokenizer's file");
            } else if (control.id().isPresent() && control.id().getAsInt() != id) {
                mistakes.add("control token " + control.content() + " has id " + id + " in the tokenizer's file, not "
                        + control.id().getAsInt());
            }
        }
    }

    private void takeControlsOutOfModel() {
        // The model's own token for the unknown is what any strange text may become: it is no control token here.
        controls.values().removeIf(id -> id == unknownId());
        BitSet merged = new BitSet();
        if (json.model() instanceof ModelSpec.Bpe bpe) {
            for (int i = 0; i < bpe.merges().size(); i++) {
                merged.set(bpe.merges().left()[i]);
                merged.set(bpe.merges().right()[i]);
                merged.set(bpe.merges().result()[i]);
            }
        }
        for (int id : controls.values()) {
            if (merged.get(id)) {
                reachable.set(id);
            } else if (id < model.length) {
                model[id] = null;
            }
        }
    }

    /** The id of the model's unknown token, or -1. */
    int unknownId() {
        ModelSpec spec = json.model();
        if (spec instanceof ModelSpec.Unigram unigram) {
            return unigram.unknownId();
        }
        if (spec instanceof ModelSpec.WordPiece wordPiece) {
            return json.vocabulary().find(wordPiece.unknownToken());
        }
        if (spec instanceof ModelSpec.WordLevel wordLevel) {
            return json.vocabulary().find(wordLevel.unknownToken());
        }
        return ((ModelSpec.Bpe) spec)
                .unknownToken()
                .map(json.vocabulary()::find)
                .orElse(Vocabulary.ABSENT);
    }

    /** The bytes of each id that text may lead to through the model, null for all others. */
    byte[][] model() {
        return model;
    }

    /** The spelling of each id of the vocabulary, control tokens too. */
    byte[][] vocabulary() {
        return Arrays.copyOf(spellings, model.length);
    }

    /** Every id with its spelling in the file. */
    TokenTable spellings() {
        return TokenTable.of(spellings);
    }

    /** Every id with what it stands for. */
    TokenTable bytes() {
        return TokenTable.of(bytes);
    }

    /** The added tokens that are found in text. */
    List<AddedToken> found() {
        return found;
    }

    /** Spelling to id of every token that text must not become. */
    Map<String, Integer> controls() {
        return controls;
    }

    /** Ids of control tokens that could not be taken out of the model. */
    BitSet reachableControls() {
        return reachable;
    }

    /** Ids of control tokens. */
    BitSet controlIds() {
        BitSet ids = new BitSet();
        controls.values().forEach(ids::set);
        return ids;
    }
}
