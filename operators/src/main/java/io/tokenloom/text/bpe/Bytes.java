package io.tokenloom.text.bpe;

import io.tokenloom.text.TokenTable;
import io.tokenloom.text.TokenizerFileException;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;

/** The tokens of single bytes. */
final class Bytes {
    private Bytes() {}

    /**
     * The ids for each byte, in the order of bytes.
     *
     * @throws TokenizerFileException when one has none
     */
    static int[] ids(TokenTable table) {
        int[] ids = new int[256];
        Arrays.fill(ids, -1);
        for (int id = 0; id < table.size(); id++) {
            if (table.has(id) && table.length(id) == 1) {
                ids[table.bytes()[table.start(id)] & 0xff] = id;
            }
        }
        StringJoiner missing = new StringJoiner(", ");
        for (int b = 0; b < ids.length; b++) {
            if (ids[b] < 0) {
                missing.add(String.format("0x%02X", b));
            }
        }
        if (missing.length() > 0) {
            throw new TokenizerFileException(
                    List.of("the vocabulary has no token for the single bytes " + missing + "; all 256 are needed"));
        }
        return ids;
    }
}
