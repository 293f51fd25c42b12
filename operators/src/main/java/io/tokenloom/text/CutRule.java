package io.tokenloom.text;

import io.tokenloom.text.split.SplitPattern;

/**
 * Where a text may be cut so that the ids of the parts, one after the other, are the ids of the whole.
 *
 * <p>A rule is derived from what the tokenizer is, never declared by a bundle: a declared rule could be wrong, and a
 * wrong rule changes ids silently.
 */
public enum CutRule {
    /**
     * Before one U+0020 that has an ASCII letter on both sides, or after one U+000A that has an ASCII letter directly
     * before and directly after it.
     *
     * <p>Holds for all split patterns in {@link SplitPattern}. Sketch of the proof. These patterns cut text into pieces
     * from left to right, each piece is encoded on its own, they cover every character, and they never look behind. So
     * it is enough that (1) with the whole text a piece ends at the cut, and (2) the pieces to the left come out the
     * same when the text ends at the cut; the right side then starts in the same state either way.
     *
     * <ul>
     *   <li>Letter, cut, space, letter. (1) In no alternative may whitespace follow a letter: letters are taken by
     *       {@code \p{L}+}-like runs, at most followed by an apostrophe ending, and whitespace is otherwise taken only
     *       as the first character of a piece or in a run of whitespace. So the piece that holds the letter ends at the
     *       cut. (2) The runs stop at a space as they stop at the end of the text. The only look-ahead,
     *       {@code \s+(?!\S)}, looks at the character behind a run of whitespace; to the left of the cut that character
     *       is at most the letter itself, and is there in both cases.
     *   <li>Letter, line feed, cut, letter. The piece of the letter ends before the line feed, as above; line feeds that
     *       follow punctuation within a piece don't matter, as a letter stands before this one. The line feed starts a
     *       piece. Where the pattern has {@code \s*[\r\n]+}, that takes the line feed alone, with the letter behind it
     *       or with the end of the text. Where it has not (GPT-2), {@code \s+} takes it alone when a letter follows and
     *       {@code \s+(?!\S)} at the end of the text. So the piece is the line feed in both cases.
     * </ul>
     *
     * <p>Where patterns split one after the other (DeepSeek V3), each does so within stretches that the one before left.
     * The first two match no ASCII letter, space or line feed, so the characters around a cut are in one stretch, which
     * ends at the cut when the text does; for the third the above holds.
     *
     * <p>Added tokens are taken out of the text before it is split; the rule is given only when none of those that are
     * still active holds an ASCII letter before a space or a line feed before an ASCII letter (so none can lie across a
     * cut), and none of them reaches for its surroundings. NFC normalization does not disturb the rule: ASCII
     * characters start a new normalization unit, and the character before the cut is followed by one in the whole text.
     */
    WORD,

    /** Nowhere that we could prove: a text over the limit is refused with TEXT_LIMIT. */
    NONE
}
