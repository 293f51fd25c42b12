package io.tokenloom.token;

import io.tokenloom.wire.IntList;
import java.util.List;

/** Ids between records and arrays, unboxed where they are kept. */
final class IdLists {
    private IdLists() {}

    static int[] array(List<Integer> ids) {
        return IntList.array(ids);
    }

    static List<Integer> list(int... ids) {
        return IntList.of(ids);
    }

    static List<Integer> slice(List<Integer> ids, int from, int to) {
        return list(array(ids.subList(from, to)));
    }

    static List<Integer> joined(List<Integer> first, List<Integer> second) {
        int[] joined = new int[first.size() + second.size()];
        System.arraycopy(array(first), 0, joined, 0, first.size());
        System.arraycopy(array(second), 0, joined, first.size(), second.size());
        return list(joined);
    }

    /** Those of an ascending list that are over one number and not over another. */
    static List<Integer> between(List<Integer> ascending, int over, int most) {
        return list(ascending.stream()
                .mapToInt(Integer::intValue)
                .filter(number -> number > over && number <= most)
                .toArray());
    }
}
