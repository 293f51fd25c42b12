package io.tokenloom.streams.tables;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The most frequent followers of one id, the most frequent first, of equals the lower id first. Exact although it knows no
 * others: counts only grow, so one that was left out comes in with the count that lets it. Not thread-safe.
 */
final class FollowerRow {
    /** Followers that are kept. */
    static final int MOST = 8;

    private static final int ENTRY_BYTES = Integer.BYTES + Long.BYTES;

    private final int[] followers = new int[MOST];
    private final long[] counts = new long[MOST];
    private int size;

    /** A row as {@link #bytes} wrote it; empty for null. */
    static FollowerRow of(byte[] bytes) {
        FollowerRow row = new FollowerRow();
        if (bytes != null) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            row.size = bytes.length / ENTRY_BYTES;
            for (int i = 0; i < row.size; i++) {
                row.followers[i] = buffer.getInt();
                row.counts[i] = buffer.getLong();
            }
        }
        return row;
    }

    byte[] bytes() {
        ByteBuffer buffer = ByteBuffer.allocate(size * ENTRY_BYTES);
        for (int i = 0; i < size; i++) {
            buffer.putInt(followers[i]).putLong(counts[i]);
        }
        return buffer.array();
    }

    List<Integer> followers() {
        List<Integer> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(followers[i]);
        }
        return list;
    }

    List<Long> counts() {
        List<Long> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(counts[i]);
        }
        return list;
    }

    /**
     * A follower's count has grown to this one.
     *
     * @return whether the row is another now
     */
    boolean grown(int follower, long count) {
        int at = 0;
        while (at < size && followers[at] != follower) {
            at++;
        }
        if (at == size && size < MOST) {
            size++;
        } else if (at == size) {
            at = MOST - 1;
            if (!isBefore(follower, count, at)) {
                return false;
            }
        }
        while (at > 0 && isBefore(follower, count, at - 1)) {
            followers[at] = followers[at - 1];
            counts[at] = counts[at - 1];
            at--;
        }
        followers[at] = follower;
        counts[at] = count;
        return true;
    }

    private boolean isBefore(int follower, long count, int place) {
        return count > counts[place] || count == counts[place] && follower < followers[place];
    }
}
