package io.tokenloom.text.pipeline;

import io.tokenloom.text.Utf8;
import io.tokenloom.text.normalize.CharacterClass;
import io.tokenloom.text.split.Splitter;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts text by the kind of each character: runs of one kind are a piece, some characters are a piece each, some are
 * dropped. Several pre-tokenizers of this sort, one after the other, are one of these. Thread-safe: immutable.
 */
public final class CharacterKinds implements Splitter {
    /** More would not fit into the number of a kind. */
    public static final int MOST_RULES = 6;

    private static final byte DROPPED = -1;
    private static final byte ALONE = -2;
    private static final int PAGE = 256;

    private final byte[][] pages = new byte[0x110000 / PAGE][];
    private final byte[] ascii;
    private final boolean drops;

    /** What becomes of the characters of a class. */
    public enum Treatment {
        /** They are dropped. */
        DROPPED,
        /** Each is a piece. */
        ALONE,
        /** Runs of them are pieces. */
        RUN
    }

    /**
     * One pre-tokenizer.
     *
     * @param characters those it knows; runs of all others are pieces
     * @param treatment what becomes of them
     */
    public record Rule(CharacterClass characters, Treatment treatment) {}

    /** @param rules in the order in which they cut, at most {@value #MOST_RULES} */
    public CharacterKinds(List<Rule> rules) {
        byte[] before = {};
        for (int page = 0; page < pages.length; page++) {
            byte[] kinds = new byte[PAGE];
            for (int i = 0; i < PAGE; i++) {
                kinds[i] = kind(page * PAGE + i, rules);
            }
            before = Arrays.equals(kinds, before) ? before : kinds;
            pages[page] = before;
        }
        ascii = pages[0];
        drops = rules.stream().anyMatch(r -> r.treatment() == Treatment.DROPPED);
    }

    private static byte kind(int codePoint, List<Rule> rules) {
        int kind = 0;
        boolean alone = false;
        for (Rule rule : rules) {
            boolean member = rule.characters().contains(codePoint);
            if (member && rule.treatment() == Treatment.DROPPED) {
                return DROPPED;
            }
            alone |= member && rule.treatment() == Treatment.ALONE;
            kind = 2 * kind + (member ? 1 : 0);
        }
        return alone ? ALONE : (byte) kind;
    }

    private byte kindAt(byte[] utf8, int at) {
        byte b = utf8[at];
        if (b >= 0) {
            return ascii[b];
        }
        int codePoint = Utf8.codePoint(utf8, at);
        return pages[codePoint / PAGE][codePoint % PAGE];
    }

    @Override
    public boolean dropsStretches() {
        return drops;
    }

    @Override
    public int split(byte[] utf8, int from, int to, boolean last, int[] ends) {
        int pieces = 0;
        int at = from;
        while (at < to && pieces < ends.length) {
            byte kind = kindAt(utf8, at);
            int end = at + Utf8.length(utf8[at]);
            if (kind != ALONE) {
                while (end < to && kindAt(utf8, end) == kind) {
                    end += Utf8.length(utf8[end]);
                }
                if (end == to && !last) {
                    return pieces;
                }
            }
            ends[pieces++] = kind == DROPPED ? ~end : end;
            at = end;
        }
        return pieces;
    }
}
