package io.tokenloom.token;

import io.tokenloom.record.Framing;
import io.tokenloom.record.TokenSequence;
import java.util.List;

/**
 * Ids of a visual tokenizer placed in the id space of a language model: begin ids, each id with an offset, end ids, as in
 * SEED (offset 32,000) and LaVIT (offset 32,002, begin 32,000, end 32,001). Thread-safe: stateless.
 */
public final class PlacedIds {
    private PlacedIds() {}

    /**
     * The ids of a record as they stand in the sequence of the language model.
     *
     * @throws TokenContractException if the record has no framing, or several planes
     */
    public static int[] of(TokenSequence sequence) {
        if (sequence.getFraming() == null || sequence.getPlanes().size() != 1) {
            throw new TokenContractException("A record with "
                    + (sequence.getFraming() == null ? "no" : "a") + " framing and "
                    + sequence.getPlanes().size()
                    + " planes can't be placed: it needs a framing and one plane. Take several planes position by position"
                    + " first.");
        }
        int[] ids = IdLists.array(sequence.getPlanes().get(0).getIds());
        return sequence.getFraming().getExpanded() ? ids : place(ids, sequence.getFraming());
    }

    /** Ids of a tokenizer, placed. */
    public static int[] place(int[] ids, Framing framing) {
        int[] begin = IdLists.array(framing.getBeginIds());
        int[] end = IdLists.array(framing.getEndIds());
        int[] placed = new int[begin.length + ids.length + end.length];
        System.arraycopy(begin, 0, placed, 0, begin.length);
        for (int i = 0; i < ids.length; i++) {
            placed[begin.length + i] = Math.addExact(ids[i], framing.getIdOffset());
        }
        System.arraycopy(end, 0, placed, begin.length + ids.length, end.length);
        return placed;
    }

    /**
     * The ids of the tokenizer, of placed ones.
     *
     * @param vocabularySize the tokenizer's
     * @throws TokenContractException if begin or end ids are missing, or an id between them is none of the tokenizer's
     */
    public static int[] remove(int[] placed, Framing framing, int vocabularySize) {
        List<Integer> begin = framing.getBeginIds();
        List<Integer> end = framing.getEndIds();
        int tokens = placed.length - begin.size() - end.size();
        if (tokens < 0 || !matches(placed, 0, begin) || !matches(placed, begin.size() + tokens, end)) {
            throw new TokenContractException(placed.length + " ids don't begin with " + begin + " and end with " + end
                    + ", as the framing says.");
        }
        int[] ids = new int[tokens];
        for (int i = 0; i < tokens; i++) {
            ids[i] = placed[begin.size() + i] - framing.getIdOffset();
            if (ids[i] < 0 || ids[i] >= vocabularySize) {
                throw new TokenContractException("Id " + placed[begin.size() + i] + " at " + (begin.size() + i)
                        + " lies outside the tokenizer's " + vocabularySize + " ids from " + framing.getIdOffset()
                        + " on.");
            }
        }
        return ids;
    }

    static boolean matches(int[] ids, int at, List<Integer> expected) {
        if (at + expected.size() > ids.length) {
            return false;
        }
        for (int i = 0; i < expected.size(); i++) {
            if (ids[at + i] != expected.get(i)) {
                return false;
            }
        }
        return true;
    }

    static void requireUnplaced(TokenSequence sequence, String verb) {
        if (sequence.getFraming() != null && sequence.getFraming().getExpanded()) {
            throw new TokenContractException(
                    "The ids of the record are placed among begin and end ids already and can't" + " be " + verb
                            + ". Remove its framing first.");
        }
    }
}
