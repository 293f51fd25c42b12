package io.tokenloom.text.wordpiece;

import io.tokenloom.text.TokenizerFileException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Pieces by id. Thread-safe: holds nothing. */
final class Pieces {
    private Pieces() {}

    /** The id of a piece, the later one where it comes twice. */
    static int require(byte[][] pieces, String unknownToken, String model) {
        byte[] unknown = unknownToken.getBytes(StandardCharsets.UTF_8);
        for (int id = pieces.length - 1; id >= 0; id--) {
            if (Arrays.equals(pieces[id], unknown)) {
                return id;
            }
        }
        throw new TokenizerFileException(List.of("the unknown token " + unknownToken + " of the " + model
                + " model is not in its vocabulary; add it, or name another as unk_token"));
    }

    /** The pieces, null in place of those that are not to be found. */
    static byte[][] without(byte[][] pieces, BitSet ids) {
        byte[][] rest = pieces.clone();
        for (int id = ids.nextSetBit(0); id >= 0 && id < rest.length; id = ids.nextSetBit(id + 1)) {
            rest[id] = null;
        }
        return rest;
    }
}
