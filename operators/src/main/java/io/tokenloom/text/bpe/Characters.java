package io.tokenloom.text.bpe;

import io.tokenloom.text.TokenTable;
import io.tokenloom.text.Utf8;
import java.util.BitSet;
import java.util.stream.IntStream;

/** The tokens of single characters. */
final class Characters {
    private Characters() {}

    /** Ids of the tokens that are one character, ascending. */
    static int[] ids(TokenTable table, FirstSymbols.Characters symbols) {
        BitSet reserved = symbols.reserved();
        return IntStream.range(0, table.size())
                .filter(id -> table.has(id) && isOne(table, id) && !reserved.get(id))
                .toArray();
    }

    private static boolean isOne(TokenTable table, int id) {
        int length = table.length(id);
        return length > 0 && length == Utf8.length(table.bytes()[table.start(id)]);
    }
}
