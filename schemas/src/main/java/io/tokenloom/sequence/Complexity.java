package io.tokenloom.sequence;

import io.tokenloom.record.TokenPlane;
import io.tokenloom.token.TokenRecord;
import java.util.HashMap;
import java.util.Map;

/** How much a picture's own ids tell, where nothing tells the quality of its prefixes. Thread-safe: stateless. */
final class Complexity {
    private Complexity() {}

    /** Entropy of the ids of a picture, by how often each is there, times their number: bits. Of vectors, their number. */
    static double bits(Passage.Picture picture) {
        double bits = 0;
        for (TokenRecord record : picture.steps()) {
            if (record instanceof TokenRecord.Ids ids) {
                for (TokenPlane plane : ids.sequence().getPlanes()) {
                    bits += bits(plane);
                }
            } else {
                bits += record.count();
            }
        }
        return bits;
    }

    private static double bits(TokenPlane plane) {
        Map<Integer, Integer> counts = new HashMap<>();
        plane.getIds().forEach(id -> counts.merge(id, 1, Integer::sum));
        double all = plane.getIds().size();
        // In the order of counts, so that rounding is the same whatever order a map has.
        return counts.values().stream()
                .sorted()
                .mapToDouble(count -> count * (Math.log(all / count) / Math.log(2)))
                .sum();
    }
}
