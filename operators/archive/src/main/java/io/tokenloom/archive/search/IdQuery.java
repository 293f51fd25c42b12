package io.tokenloom.archive.search;

import io.tokenloom.archive.Sample;
import java.util.Arrays;
import java.util.OptionalInt;

/** Ids one after the other, or a single one. */
public final class IdQuery implements Query {
    private final int[] wanted;

    /** @throws IllegalArgumentException if there is no id */
    public IdQuery(int... wanted) {
        if (wanted.length == 0) {
            throw new IllegalArgumentException("no id to search for; name at least one");
        }
        this.wanted = wanted.clone();
    }

    @Override
    public boolean mayBeIn(IdSet ids) {
        return Arrays.stream(wanted).allMatch(ids::has);
    }

    @Override
    public OptionalInt find(Sample sample) {
        int[] ids = sample.ids();
        for (int i = 0; i + wanted.length <= ids.length; i++) {
            if (Arrays.equals(ids, i, i + wanted.length, wanted, 0, wanted.length)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }
}
