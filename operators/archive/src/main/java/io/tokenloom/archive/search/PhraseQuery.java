package io.tokenloom.archive.search;

import io.tokenloom.archive.Sample;
import io.tokenloom.text.CutRule;
import io.tokenloom.text.TextTokenizer;
import io.tokenloom.text.TokenTable;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Bytes of the text that ids stand for. Never misses an occurrence within a sample, however the text was cut into tokens: a
 * set of ids is ruled out only where
 *
 * <ul>
 *   <li>its tokens can't spell the phrase, the first beginning before it perhaps and the last ending behind it, or
 *   <li>an id is not in it that the phrase has in every text around it: between two places where this tokenizer may be cut
 *       without a change of ids ({@link CutRule#WORD}: before a single space between letters), a phrase always has the same
 *       ids.
 * </ul>
 *
 * Ids that the vocabulary does not have, such as those of a vocabulary delta, might spell anything. Samples that they are in
 * are decoded by the caller's function.
 */
public final class PhraseQuery implements Query {
    private final byte[] phrase;
    private final TokenTable tokens;
    private final Function<Sample, byte[]> decoder;
    private final PhraseSpelling spelling;
    private final int[] always;

    private PhraseQuery(byte[] phrase, TokenTable tokens, int[] cuts, int[] always, Function<Sample, byte[]> decoder) {
        this.phrase = phrase;
        this.tokens = tokens;
        this.decoder = decoder;
        this.spelling = PhraseSpelling.of(phrase, tokens, cuts);
        this.always = always;
    }

    /**
     * A phrase in ids that came about in any way.
     *
     * @param phrase at least one byte
     * @param tokens of the vocabulary; empty where it is not known
     * @param decoder says the text of samples
     */
    public static PhraseQuery of(byte[] phrase, TokenTable tokens, Function<Sample, byte[]> decoder) {
        return new PhraseQuery(required(phrase), tokens, new int[0], new int[0], decoder);
    }

    /**
     * A phrase in ids that are all what a tokenizer makes of the samples' texts, which rules out more.
     *
     * @param phrase at least one byte
     * @param tokenizer one whose tokens are bytes
     * @param tokens of its vocabulary
     * @param decoder says the text of samples
     */
    public static PhraseQuery of(
            byte[] phrase, TextTokenizer tokenizer, TokenTable tokens, Function<Sample, byte[]> decoder) {
        int[] cuts = tokenizer.cutRule() == CutRule.WORD ? cuts(required(phrase)) : new int[0];
        int[] always =
                cuts.length < 2 ? new int[0] : tokenizer.encode(phrase, cuts[0], cuts[cuts.length - 1] - cuts[0]);
        return new PhraseQuery(required(phrase), tokens, cuts, always, decoder);
    }

    private static byte[] required(byte[] phrase) {
        if (phrase.length == 0) {
            throw new IllegalArgumentException("the phrase to search for is empty; name at least one character");
        }
        return phrase.clone();
    }

    /** Before a space with a letter on both sides: one of the places that the rule names. */
    private static int[] cuts(byte[] phrase) {
        int[] cuts = new int[phrase.length];
        int found = 0;
        for (int i = 1; i + 1 < phrase.length; i++) {
            if (phrase[i] == ' ' && isLetter(phrase[i - 1]) && isLetter(phrase[i + 1])) {
                cuts[found++] = i;
            }
        }
        return Arrays.copyOf(cuts, found);
    }

    private static boolean isLetter(byte b) {
        int lower = b | 0x20;
        return lower >= 'a' && lower <= 'z';
    }

    @Override
    public boolean mayBeIn(IdSet ids) {
        for (int i = 0; i < ids.size(); i++) {
            if (!tokens.has(ids.id(i))) {
                return true;
            }
        }
        return Arrays.stream(always).allMatch(ids::has) && spelling.possible(ids);
    }

    @Override
    public OptionalInt find(Sample sample) {
        byte[] text = decoder.apply(sample);
        for (int i = 0; i + phrase.length <= text.length; i++) {
            if (text[i] == phrase[0] && Arrays.equals(text, i, i + phrase.length, phrase, 0, phrase.length)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }
}
