package io.tokenloom.text.dynamic;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The base vocabulary and the entries made so far: bytes by id, and id by bytes. Not thread-safe. */
final class MergedTokens {
    private static final int FIRST_ENTRIES = 16;
    private static final int FIRST_BYTES = 256;

    private final BaseVocabulary base;
    private final int baseSize;
    private final Map<ByteBuffer, Integer> ids = new HashMap<>();
    private int[] left = new int[FIRST_ENTRIES];
    private int[] right = new int[FIRST_ENTRIES];
    private int[] results = new int[FIRST_ENTRIES];
    private int[] starts = new int[FIRST_ENTRIES + 1];
    private byte[] bytes = new byte[FIRST_BYTES];
    private int size;

    MergedTokens(BaseVocabulary base) {
        this.base = base;
        this.baseSize = base.tokens().size();
    }

    int size() {
        return size;
    }

    int length(int id) {
        return id < baseSize ? base.tokens().length(id) : starts[id - baseSize + 1] - starts[id - baseSize];
    }

    void copy(int id, byte[] target, int at) {
        if (id < baseSize) {
            System.arraycopy(base.tokens().bytes(), base.tokens().start(id), target, at, length(id));
        } else {
            System.arraycopy(bytes, starts[id - baseSize], target, at, length(id));
        }
    }

    /** Adds the join of two tokens as an entry, and gives the id that stands for it from now on. */
    int join(int leftId, int rightId) {
        byte[] joined = new byte[Math.addExact(length(leftId), length(rightId))];
        copy(leftId, joined, 0);
        copy(rightId, joined, length(leftId));
        reserve(joined.length);
        int own = baseSize + size;
        int result = base.idOf(joined, 0, joined.length);
        if (result < 0) {
            Integer earlier = ids.putIfAbsent(ByteBuffer.wrap(joined), own);
            result = earlier == null ? own : earlier;
        }
        System.arraycopy(joined, 0, bytes, starts[size], joined.length);
        starts[size + 1] = starts[size] + joined.length;
        left[size] = leftId;
        right[size] = rightId;
        results[size] = result;
        size++;
        return result;
    }

    private void reserve(int more) {
        if (size == left.length) {
            int capacity = size + (size >> 1);
            left = Arrays.copyOf(left, capacity);
            right = Arrays.copyOf(right, capacity);
            results = Arrays.copyOf(results, capacity);
            starts = Arrays.copyOf(starts, capacity + 1);
        }
        int needed = Math.addExact(starts[size], more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(Integer.MAX_VALUE - 8L, bytes.length * 2L)));
        }
    }

    VocabularyDelta delta() {
        return new VocabularyDelta(
                baseSize,
                Arrays.copyOf(left, size),
                Arrays.copyOf(right, size),
                Arrays.copyOf(results, size),
                Arrays.copyOf(bytes, starts[size]),
                Arrays.copyOf(starts, size + 1));
    }
}
