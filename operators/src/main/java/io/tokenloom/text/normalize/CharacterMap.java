package io.tokenloom.text.normalize;

import java.util.function.IntUnaryOperator;

/** Leaves some characters out and puts others, one for one, in the place of some. Thread-safe: immutable. */
public final class CharacterMap implements Normalizer {
    private static final int DROPPED = -1;

    private final CharacterClass changed;
    private final IntUnaryOperator map;

    private CharacterMap(CharacterClass changed, IntUnaryOperator map) {
        this.changed = changed;
        this.map = map;
    }

    /** Leaves characters out. */
    public static CharacterMap without(CharacterClass dropped) {
        return new CharacterMap(dropped, c -> DROPPED);
    }

    /** Leaves characters out, and turns others into spaces. */
    public static CharacterMap spacing(CharacterClass dropped, CharacterClass spaces) {
        return new CharacterMap(
                CharacterClass.of(c -> dropped.contains(c) || spaces.contains(c)),
                c -> dropped.contains(c) ? DROPPED : ' ');
    }

    @Override
    public boolean leaves(byte[] utf8, int from, int to) {
        return changed.next(utf8, from, to) == to;
    }

    @Override
    public void normalize(NormalizedText text) {
        text.rewrite(changed, this::change);
    }

    private void change(int character, NormalizedText text) {
        int mapped = map.applyAsInt(character);
        if (mapped == DROPPED) {
            text.skipCharacters(1);
        } else {
            text.replace(mapped);
        }
    }
}
