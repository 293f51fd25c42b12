package io.tokenloom.text.sentencepiece;

import io.tokenloom.text.trie.ByteTrie;
import java.util.BitSet;

/**
 * What a text consists of before pieces are looked for: the longest user-defined piece at each place, else a character.
 * Thread-safe: immutable.
 */
final class Symbols {
    private final ByteTrie userDefined;

    Symbols(byte[][] pieces, BitSet userDefinedIds) {
        byte[][] keys = new byte[pieces.length][];
        userDefinedIds.stream().forEach(id -> keys[id] = pieces[id]);
        this.userDefined = ByteTrie.of(keys);
    }

    /** Bytes of the longest user-defined piece at the start of a range; 0 when there is none. */
    int userDefined(byte[] utf8, int from, int to) {
        long node = userDefined.root();
        int length = 0;
        for (int i = from; i < to; i++) {
            node = userDefined.child(node, utf8[i]);
            if (node == ByteTrie.NONE) {
                break;
            }
            if (ByteTrie.value(node) != ByteTrie.NO_VALUE) {
                length = i + 1 - from;
            }
        }
        return length;
    }

    /** Whether any user-defined piece begins with a byte. */
    boolean mayBeginWith(byte b) {
        return userDefined.child(userDefined.root(), b) != ByteTrie.NONE;
    }

    static int characterLength(byte first) {
        return first >= 0 ? 1 : first < (byte) 0xE0 ? 2 : first < (byte) 0xF0 ? 3 : 4;
    }
}
