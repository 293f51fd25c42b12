package io.tokenloom.sequence;

import io.tokenloom.record.OmissionReason;
import io.tokenloom.record.OmittedTokens;
import io.tokenloom.token.TokenRecord;
import java.util.List;
import java.util.Optional;

/**
 * Tokens of a record that are left out.
 *
 * @param record of which
 * @param firstToken the first that is not there
 * @param reason why
 */
record Omission(TokenRecord record, int firstToken, OmissionReason reason) {
    /** Adds what a passage has lost. */
    static void between(
            Passage before, Optional<? extends Passage> after, OmissionReason reason, List<Omission> omissions) {
        for (int i = 0; i < before.records().size(); i++) {
            int index = i;
            int kept = after.map(passage -> passage.kept(index)).orElse(0);
            if (kept < before.kept(i)) {
                omissions.add(new Omission(before.records().get(i), kept, reason));
            }
        }
    }

    /** Takes the place of what has been left out of the same record before, which was less. */
    void among(List<Omission> others) {
        others.removeIf(other -> other.record == record);
        others.add(this);
    }

    OmittedTokens told() {
        return new OmittedTokens(
                record.itemId(), record.source(), record.tokenizer(), firstToken, record.count() - firstToken, reason);
    }
}
