package io.tokenloom.text.normalize;

/**
 * Puts a space before and behind each of some characters; both stand for it. Thread-safe: immutable.
 *
 * @param characters which
 */
public record SpacedCharacters(CharacterClass characters) implements Normalizer {
    @Override
    public boolean leaves(byte[] utf8, int from, int to) {
        return characters.next(utf8, from, to) == to;
    }

    @Override
    public void normalize(NormalizedText text) {
        text.rewrite(characters, SpacedCharacters::space);
    }

    private static void space(int character, NormalizedText text) {
        text.replace(' ');
        text.insert(character);
        text.insert(' ');
    }
}
