package io.tokenloom.text.unigram;

import io.tokenloom.text.TokenBuffer;
import io.tokenloom.text.piece.PieceEncoder;
import io.tokenloom.text.trie.ByteTrie;
import java.util.Arrays;

/**
 * Viterbi's algorithm from left to right. For each end it keeps the token by which the best way comes there; of the sums
 * only those as far as the longest token reaches, in a ring. Where no token reaches over a place, every way leads through
 * it: what stands before is decided and given out, so that of ordinary text only a word or two is held.
 *
 * <p>Time: for each character as many steps as the longest token has bytes, at most.
 */
final class UnigramEncoder implements PieceEncoder {
    private static final int UNKNOWN = UnigramModel.NO_TOKEN;
    private static final int NO_RUN = -1;
    private static final int FIRST_CAPACITY = 256;
    /** What is held on to between pieces, at most: 1 MiB. */
    private static final int KEPT_CAPACITY = 1 << 18;

    private final UnigramModel model;
    private final ByteTrie trie;
    private final double[] scores;
    private final int[] lengths;
    private final double unknownScore;
    private final boolean rounding;
    private final int reachOfToken;

    /** Best sum for each end, by its distance from the start of the piece, or NaN where no way led yet. */
    private final double[] sums;

    private final int mask;

    /** The token that ends at each place on the best way there, by distance from the first undecided byte. */
    private int[] arrivals = new int[FIRST_CAPACITY];

    /** Where the unknown characters begin that were met last. */
    private int unknownFrom = NO_RUN;

    UnigramEncoder(UnigramModel model) {
        this.model = model;
        trie = model.trie();
        scores = model.scores();
        lengths = model.lengths();
        unknownScore = model.unknownScore();
        rounding = model.isSentencePiece();
        reachOfToken = Math.max(4, trie.longestKey());
        sums = new double[Integer.highestOneBit(reachOfToken) * 2];
        mask = sums.length - 1;
        Arrays.fill(sums, Double.NaN);
    }

    @Override
    public void encode(byte[] utf8, int from, int to, TokenBuffer out) {
        int decided = from;
        int reach = from;
        sums[0] = 0;
        for (int at = from; at < to; ) {
            int slot = at - from & mask;
            double sum = sums[slot];
            sums[slot] = Double.NaN;
            if (reach == at) {
                give(utf8, decided, at, out);
                decided = at;
            }
            makeRoom(at - decided + reachOfToken, to - decided + reachOfToken);
            int characterEnd = at + characterLength(utf8[at]);
            boolean whole = false;
            long node = trie.root();
            for (int end = at; end < to; ) {
                node = trie.child(node, utf8[end++]);
                if (node == ByteTrie.NONE) {
                    break;
                }
                int id = ByteTrie.value(node);
                if (id != ByteTrie.NO_VALUE) {
                    arrive(end - from & mask, end - decided, id, sum + scores[id]);
                    whole |= end == characterEnd;
                    reach = Math.max(reach, end);
                }
            }
            if (!whole) {
                arrive(characterEnd - from & mask, characterEnd - decided, UNKNOWN, sum + unknownScore);
                reach = Math.max(reach, characterEnd);
            }
            at = characterEnd;
        }
        sums[to - from & mask] = Double.NaN;
        give(utf8, decided, to, out);
        endUnknown(utf8, to, out);
        if (arrivals.length > KEPT_CAPACITY) {
            arrivals = new int[FIRST_CAPACITY];
        }
    }

    private void arrive(int slot, int distance, int id, double exactSum) {
        double sum = rounding ? (float) exactSum : exactSum;
        // True also where no way led yet, as nothing compares with NaN.
        if (!(sum <= sums[slot])) {
            sums[slot] = sum;
            arrivals[distance] = id;
        }
    }

    private void makeRoom(int distance, int largest) {
        if (distance >= arrivals.length) {
            int capacity = (int) Math.min(arrivals.length * 2L, largest + 1L);
            arrivals = Arrays.copyOf(arrivals, Math.max(capacity, distance + 1));
        }
    }

    /** Gives out the best way from one place to another: turns its links round, then follows them. */
    private void give(byte[] utf8, int from, int to, TokenBuffer out) {
        int at = to;
        int arrival = arrivals[to - from];
        while (at > from) {
            int start = at - (arrival == UNKNOWN ? lengthOfCharacterBefore(utf8, at) : lengths[arrival]);
            int earlier = arrivals[start - from];
            arrivals[start - from] = arrival;
            arrival = earlier;
            at = start;
        }
        while (at < to) {
            int id = arrivals[at - from];
            int end = at + (id == UNKNOWN ? characterLength(utf8[at]) : lengths[id]);
            if (id == UNKNOWN || id == model.unknownId()) {
                beginUnknown(utf8, at, out);
            } else {
                endUnknown(utf8, at, out);
                out.add(id, at, end);
            }
            at = end;
        }
    }

    private void beginUnknown(byte[] utf8, int at, TokenBuffer out) {
        if (model.isSentencePiece() && model.fallsBackToBytes()) {
            endUnknown(utf8, at, out);
        }
        if (unknownFrom == NO_RUN) {
            unknownFrom = at;
        }
    }

    private void endUnknown(byte[] utf8, int to, TokenBuffer out) {
        int from = unknownFrom;
        if (from == NO_RUN) {
            return;
        }
        unknownFrom = NO_RUN;
        if (model.isSentencePiece()) {
            if (model.fallsBackToBytes()) {
                for (int i = from; i < to; i++) {
                    out.add(model.byteId(utf8[i]), from, i == to - 1 ? to : from);
                }
            } else {
                out.add(model.unknownId(), from, to);
            }
            return;
        }
        int known = trie.find(utf8, from, to);
        if (known != ByteTrie.NO_VALUE) {
            out.add(known, from, to);
        } else if (hasBytes(utf8, from, to)) {
            for (int i = from; i < to; i++) {
                out.add(model.byteId(utf8[i]), from, to);
            }
        } else {
            out.add(model.unknownId(), from, to);
        }
    }

    private boolean hasBytes(byte[] utf8, int from, int to) {
        boolean has = model.fallsBackToBytes();
        for (int i = from; i < to && has; i++) {
            has = model.byteId(utf8[i]) != UnigramModel.NO_TOKEN;
        }
        return has;
    }

    private static int characterLength(byte first) {
        return first >= 0 ? 1 : first < (byte) 0xE0 ? 2 : first < (byte) 0xF0 ? 3 : 4;
    }

    private static int lengthOfCharacterBefore(byte[] utf8, int end) {
        int start = end - 1;
        while ((utf8[start] & 0xC0) == 0x80) {
            start--;
        }
        return end - start;
    }
}
