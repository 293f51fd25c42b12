package io.tokenloom.text.pipeline;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.text.TokenBuffer;
import java.util.BitSet;

/**
 * Looks for control ids among the tokens of a text, for vocabularies in which they cannot be taken out of the model. A
 * spelling of theirs that leads to one is found when the tokenizer is made; this is for surroundings that nobody thought
 * of. Thread-safe: immutable.
 */
public final class ControlGuard {
    private final BitSet reachable;

    /** @param reachable control ids that merges may lead to */
    public ControlGuard(BitSet reachable) {
        this.reachable = (BitSet) reachable.clone();
    }

    /**
     * Checks the tokens from an index on.
     *
     * @throws TokenizationException with INTERNAL_ERROR when there is one; the tokens are taken back
     */
    void check(TokenBuffer out, int from) {
        if (reachable.isEmpty()) {
            return;
        }
        for (int i = from; i < out.size(); i++) {
            if (reachable.get(out.id(i))) {
                int id = out.id(i);
                out.truncate(from);
                throw new TokenizationException(
                        FailureCode.INTERNAL_ERROR,
                        "the tokenizer made control id " + id
                                + " out of text; this tokenizer cannot keep control tokens apart from text");
            }
        }
    }
}
