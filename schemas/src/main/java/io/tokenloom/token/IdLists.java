package io.tokenloom.token;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.PrimitivesArrays;

/** Ids between records and arrays, unboxed where they are kept. */
final class IdLists {
    private static final Schema INTS = Schema.createArray(Schema.create(Schema.Type.INT));

    private IdLists() {}

    static int[] array(List<Integer> ids) {
        return ids.stream().mapToInt(Integer::intValue).toArray();
    }

    static List<Integer> list(int... ids) {
        PrimitivesArrays.IntArray list = new PrimitivesArrays.IntArray(ids.length, INTS);
        for (int i = 0; i < ids.length; i++) {
            list.add(i, ids[i]);
        }
        return list;
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
