package io.tokenloom.token;

import io.tokenloom.record.SequenceLayout;
import java.util.List;

/** The layout of a record, which is absent where it would say nothing. */
final class Layouts {
    private Layouts() {}

    static List<Integer> blockEnds(SequenceLayout layout) {
        return layout == null ? List.of() : layout.getBlockEnds();
    }

    static int orderParameter(SequenceLayout layout) {
        return layout == null ? 0 : layout.getOrderParameter();
    }

    /** Like another, of other tokens. */
    static SequenceLayout of(SequenceLayout like, int firstToken, List<Integer> blockEnds) {
        return of(firstToken, blockEnds, orderParameter(like), like == null ? 0 : like.getFullTokens());
    }

    static SequenceLayout of(int firstToken, List<Integer> blockEnds, int orderParameter, int fullTokens) {
        if (firstToken == 0 && blockEnds.isEmpty() && orderParameter == 0 && fullTokens == 0) {
            return null;
        }
        return new SequenceLayout(firstToken, blockEnds, orderParameter, fullTokens, List.of());
    }
}
