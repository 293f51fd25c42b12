package io.tokenloom.cli.demo.sequence;

import io.tokenloom.record.OmittedTokens;
import io.tokenloom.record.PlaceholderRange;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.sequence.PackedSequences.ItemTokens;
import io.tokenloom.token.ShallowCopy;
import io.tokenloom.token.TokenRecord;
import io.tokenloom.wire.IntList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** A token record of which the ranges come one after the other, and what of it has come. Not thread-safe. */
final class ExpectedRecord {
    private final TokenRecord record;
    private final BitSet there;
    private final int[] text;
    private boolean seen;
    private boolean cut;

    /** Of a text the ids are put together again. */
    ExpectedRecord(TokenRecord record) {
        this.record = record;
        this.there = new BitSet(record.count());
        this.text = record instanceof TokenRecord.Ids ids
                        && ids.sequence().getPlanes().size() == 1
                ? new int[record.count()]
                : new int[0];
    }

    TokenRecord record() {
        return record;
    }

    /** Whether every token has come, in a range or as an omission. */
    boolean isComplete() {
        return seen && there.cardinality() == record.count();
    }

    /** Takes a range in; what is wrong with it, if anything. */
    Optional<String> take(ItemTokens item) {
        PlaceholderRange range = item.range();
        if (range.getRecordTokens() != record.count()) {
            return Optional.of("has " + record.count() + " tokens and its range says " + range.getRecordTokens());
        }
        Optional<String> covered = cover(range.getFirstToken(), range.getTokens());
        if (covered.isPresent() || range.getEmbedded()) {
            return covered;
        }
        List<TokenPlane> own = ((TokenRecord.Ids) record).sequence().getPlanes();
        if (own.size() != item.planes().size()) {
            return Optional.of("has " + own.size() + " planes and its range "
                    + item.planes().size());
        }
        for (int plane = 0; plane < own.size(); plane++) {
            List<Integer> made = own.get(plane).getIds();
            List<Integer> packed = item.planes().get(plane).getIds();
            for (int i = 0; i < packed.size(); i++) {
                int at = range.getFirstToken() + i;
                if (!packed.get(i).equals(made.get(at))) {
                    return Optional.of("has the id " + made.get(at) + " at " + at + " and its range " + packed.get(i));
                }
                if (text.length > 0) {
                    text[at] = packed.get(i);
                }
            }
        }
        return Optional.empty();
    }

    /** Takes an omission in. */
    Optional<String> take(OmittedTokens omitted) {
        cut = true;
        return cover(omitted.getFirstToken(), omitted.getTokens());
    }

    private Optional<String> cover(int first, int tokens) {
        seen = true;
        if (first < 0 || tokens < 0 || first + (long) tokens > record.count()) {
            return Optional.of("has no tokens " + first + " to " + (first + (long) tokens - 1));
        }
        int again = there.nextSetBit(first);
        if (again >= 0 && again < first + tokens) {
            return Optional.of("is there twice from token " + again + " on");
        }
        there.set(first, first + tokens);
        return Optional.empty();
    }

    /** The record with the ids that came, where it is a text of which nothing was left out. */
    Optional<TokenSequence> wholeText() {
        if (cut || !isComplete() || text.length == 0) {
            return Optional.empty();
        }
        TokenSequence made = ((TokenRecord.Ids) record).sequence();
        TokenPlane plane = made.getPlanes().get(0);
        TokenSequence packed = ShallowCopy.of(made, new TokenSequence());
        packed.setPlanes(List.of(new TokenPlane(plane.getName(), IntList.of(text), plane.getVocabularySize())));
        return Optional.of(packed);
    }
}
