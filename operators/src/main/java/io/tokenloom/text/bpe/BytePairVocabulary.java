package io.tokenloom.text.bpe;

import io.tokenloom.text.TokenTable;

/**
 * A vocabulary with its merges given one by one, as in a tokenizer.json.
 *
 * @param tokens ids in any order. Control tokens that text must not become are left out: they are found by their bytes
 *     where whole pieces are looked up
 * @param ignoreMerges whether a piece that is a token becomes this token even where merges do not lead there
 */
public record BytePairVocabulary(
        TokenTable tokens, MergeList merges, FirstSymbols firstSymbols, boolean ignoreMerges) {}
