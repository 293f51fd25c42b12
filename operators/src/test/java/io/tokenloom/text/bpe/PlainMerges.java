package io.tokenloom.text.bpe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Byte pair encoding straight from its definition, in square time: the oracle. Symbols are strings. */
final class PlainMerges {
    /** What two neighbours merge into, and when. */
    record Merge(int rank, String result) {}

    private final Map<List<String>, Merge> merges = new HashMap<>();
    private final Map<String, Integer> ranks;

    private PlainMerges(Map<String, Integer> ranks) {
        this.ranks = ranks;
    }

    /** Neighbours merge where both together have a rank. */
    static PlainMerges ofRanks(Map<String, Integer> ranks) {
        return new PlainMerges(ranks);
    }

    /** Neighbours merge where the pair is listed. */
    static PlainMerges ofPairs(List<List<String>> pairs) {
        PlainMerges result = new PlainMerges(Map.of());
        for (int i = 0; i < pairs.size(); i++) {
            result.merges.put(pairs.get(i), new Merge(i, String.join("", pairs.get(i))));
        }
        return result;
    }

    private Merge of(String a, String b) {
        Integer rank = ranks.get(a + b);
        return rank == null ? merges.get(List.of(a, b)) : new Merge(rank, a + b);
    }

    List<String> merge(List<String> symbols) {
        List<String> result = new ArrayList<>(symbols);
        while (true) {
            Merge lowest = null;
            int at = -1;
            for (int i = 0; i + 1 < result.size(); i++) {
                Merge merge = of(result.get(i), result.get(i + 1));
                if (merge != null && (lowest == null || merge.rank() < lowest.rank())) {
                    lowest = merge;
                    at = i;
                }
            }
            if (lowest == null) {
                return result;
            }
            result.set(at, lowest.result());
            result.remove(at + 1);
        }
    }
}
