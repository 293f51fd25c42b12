package io.tokenloom.text.library;

import io.tokenloom.text.heap.LongHeap;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Merges the byte pairs of one long piece of text, exactly as tiktoken does: again and again the adjacent pair whose
 * union has the lowest rank, the leftmost of equals. Made for hostile input: time is n log n, and memory about 40 bytes
 * for each byte of the piece, where a library that makes objects for each byte takes several hundred. Thread-safe:
 * immutable once made.
 */
final class BytePairMerger {
    private static final int NO_RANK = Integer.MAX_VALUE;

    private final Map<ByteBuffer, Integer> ranks;
    private final int longestToken;

    /** Takes every token that merges may lead to; each single byte must be among them. */
    BytePairMerger(Map<byte[], Integer> tokens) {
        ranks = new HashMap<>(2 * tokens.size());
        int[] longest = {1};
        tokens.forEach((bytes, rank) -> {
            ranks.put(ByteBuffer.wrap(bytes), rank);
            longest[0] = Math.max(longest[0], bytes.length);
        });
        longestToken = longest[0];
    }

    /** The ids of a piece that is not empty. */
    int[] merge(byte[] piece) {
        int whole = rank(piece, 0, piece.length);
        return whole == NO_RANK ? new Run(piece).ids() : new int[] {whole};
    }

    private int rank(byte[] piece, int from, int to) {
        // A token is far shorter than a piece can be, so most questions end here.
        if (to - from > longestToken) {
            return NO_RANK;
        }
        return ranks.getOrDefault(ByteBuffer.wrap(piece, from, to - from), NO_RANK);
    }

    /** One piece: parts as a linked list over their first bytes, pairs in a heap that may hold outdated ones. */
    private final class Run {
        private final byte[] piece;
        private final int[] next;
        private final int[] previous;
        /** Rank of the union of the part that starts here and the next one. */
        private final int[] pairRank;

        /** Rank of a pair, and below it where the pair starts. */
        private final LongHeap heap;

        Run(byte[] piece) {
            int length = piece.length;
            this.piece = piece;
            next = new int[length];
            previous = new int[length];
            pairRank = new int[length];
            heap = new LongHeap(length);
            for (int i = 0; i < length; i++) {
                next[i] = i + 1;
                previous[i] = i - 1;
            }
            for (int i = 0; i < length; i++) {
                look(i);
            }
        }

        int[] ids() {
            while (!heap.isEmpty()) {
                long lowest = heap.poll();
                int at = (int) lowest;
                if (pairRank[at] == (int) (lowest >>> Integer.SIZE)) {
                    join(at);
                }
            }
            int[] ids = new int[piece.length];
            int count = 0;
            for (int at = 0; at < piece.length; at = next[at]) {
                ids[count++] = rank(piece, at, next[at]);
            }
            return Arrays.copyOf(ids, count);
        }

        private void join(int at) {
            int gone = next[at];
            pairRank[gone] = NO_RANK;
            next[at] = next[gone];
            if (next[at] < piece.length) {
                previous[next[at]] = at;
            }
            look(at);
            if (previous[at] >= 0) {
                look(previous[at]);
            }
        }

        /** Ranks the pair that starts here anew. */
        private void look(int at) {
            int second = next[at];
            pairRank[at] = second < piece.length ? rank(piece, at, next[second]) : NO_RANK;
            if (pairRank[at] != NO_RANK) {
                heap.add((long) pairRank[at] << Integer.SIZE | at);
            }
        }
    }
}
