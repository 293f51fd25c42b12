package io.tokenloom.text.dynamic;

import java.util.Arrays;

/**
 * The pairs of neighbours that are there now, each with how often and where. A place is the number of a token's slot in
 * the batch, so places are in scan order. Every slot is the left side of one pair at most, so the places of each pair are
 * a linked list through two arrays by slot. Pairs have small numbers, used again when a pair is gone. Not thread-safe.
 */
final class PairPlaces {
    static final int NONE = -1;

    private static final int FIRST_PAIRS = 64;

    /** By slot. */
    private final int[] pairAt;

    private final int[] nextPlace;
    private final int[] previousPlace;

    /** By pair: left id and right id. */
    private long[] keys = new long[FIRST_PAIRS];

    private int[] counts = new int[FIRST_PAIRS];
    private int[] firsts = new int[FIRST_PAIRS];
    private int[] lasts = new int[FIRST_PAIRS];
    /** Not above the first place, and kept even while the list is out of order. */
    private int[] lowest = new int[FIRST_PAIRS];

    private boolean[] unordered = new boolean[FIRST_PAIRS];
    private boolean[] refused = new boolean[FIRST_PAIRS];

    private int[] table = new int[4 * FIRST_PAIRS];
    private int[] free = new int[FIRST_PAIRS];
    private int freeCount;
    private int used;

    PairPlaces(int slots) {
        pairAt = new int[slots];
        nextPlace = new int[slots];
        previousPlace = new int[slots];
        Arrays.fill(pairAt, NONE);
        Arrays.fill(table, NONE);
    }

    /** One more than the largest number of a pair so far. */
    int capacity() {
        return used;
    }

    int left(int pair) {
        return (int) (keys[pair] >>> Integer.SIZE);
    }

    int right(int pair) {
        return (int) keys[pair];
    }

    int count(int pair) {
        return counts[pair];
    }

    /** A place that is not behind the first one: the first one itself as long as places came in order. */
    int firstAtLeast(int pair) {
        return unordered[pair] ? lowest[pair] : firsts[pair];
    }

    /** The first place. */
    int first(int pair) {
        if (unordered[pair]) {
            order(pair);
        }
        return firsts[pair];
    }

    boolean isRefused(int pair) {
        return refused[pair];
    }

    /** Marks a pair that is not valid. */
    void refuse(int pair) {
        refused[pair] = true;
    }

    /** The pair whose left side is at a slot, or {@link #NONE}. */
    int pairAt(int slot) {
        return pairAt[slot];
    }

    /** The places of a pair, in order. */
    int[] places(int pair) {
        int[] places = new int[counts[pair]];
        int slot = firsts[pair];
        for (int i = 0; i < places.length; i++) {
            places[i] = slot;
            slot = nextPlace[slot];
        }
        if (unordered[pair]) {
            Arrays.sort(places);
        }
        return places;
    }

    private void order(int pair) {
        int[] places = places(pair);
        for (int i = 0; i < places.length; i++) {
            previousPlace[places[i]] = i == 0 ? NONE : places[i - 1];
            nextPlace[places[i]] = i + 1 == places.length ? NONE : places[i + 1];
        }
        firsts[pair] = places[0];
        lasts[pair] = places[places.length - 1];
        unordered[pair] = false;
    }

    /** Puts a pair in at a slot that is in none, and gives its number. */
    int add(int slot, int left, int right) {
        int pair = number((long) left << Integer.SIZE | right);
        pairAt[slot] = pair;
        boolean alone = counts[pair]++ == 0;
        if (alone) {
            unordered[pair] = false;
            firsts[pair] = slot;
        } else if (unordered[pair]) {
            lowest[pair] = Math.min(lowest[pair], slot);
        } else if (slot < lasts[pair]) {
            // Only a join whose bytes were a token already comes to pairs that are there.
            unordered[pair] = true;
            lowest[pair] = Math.min(firsts[pair], slot);
        }
        previousPlace[slot] = alone ? NONE : lasts[pair];
        nextPlace[slot] = NONE;
        if (!alone) {
            nextPlace[lasts[pair]] = slot;
        }
        lasts[pair] = slot;
        return pair;
    }

    /** Takes the place at a slot out; the pair stays until {@link #release}, even without places. */
    void remove(int slot) {
        int pair = pairAt[slot];
        int before = previousPlace[slot];
        int after = nextPlace[slot];
        if (before == NONE) {
            firsts[pair] = after;
        } else {
            nextPlace[before] = after;
        }
        if (after == NONE) {
            lasts[pair] = before;
        } else {
            previousPlace[after] = before;
        }
        pairAt[slot] = NONE;
        counts[pair]--;
    }

    private int number(long key) {
        int slot = find(key);
        if (table[slot] != NONE) {
            return table[slot];
        }
        int pair = freeCount > 0 ? free[--freeCount] : used;
        if (pair == used) {
            if (used == keys.length) {
                grow();
                slot = find(key);
            }
            used++;
        }
        table[slot] = pair;
        keys[pair] = key;
        counts[pair] = 0;
        unordered[pair] = false;
        refused[pair] = false;
        return pair;
    }

    /** Forgets a pair that has no places. */
    void release(int pair) {
        int mask = table.length - 1;
        int hole = find(keys[pair]);
        // Whatever was pushed on by the entry that goes moves back, so that no search ends too early.
        for (int slot = (hole + 1) & mask; table[slot] != NONE; slot = (slot + 1) & mask) {
            int wanted = hash(keys[table[slot]]) & mask;
            if ((slot - wanted & mask) >= (slot - hole & mask)) {
                table[hole] = table[slot];
                hole = slot;
            }
        }
        table[hole] = NONE;
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, 2 * freeCount);
        }
        free[freeCount++] = pair;
    }

    private int find(long key) {
        int mask = table.length - 1;
        int slot = hash(key) & mask;
        while (table[slot] != NONE && keys[table[slot]] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static int hash(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        mixed ^= mixed >>> 32;
        return (int) (mixed * 0xD6E8FEB86659FD93L >>> 32);
    }

    private void grow() {
        int capacity = used + (used >> 1);
        keys = Arrays.copyOf(keys, capacity);
        counts = Arrays.copyOf(counts, capacity);
        firsts = Arrays.copyOf(firsts, capacity);
        lasts = Arrays.copyOf(lasts, capacity);
        lowest = Arrays.copyOf(lowest, capacity);
        unordered = Arrays.copyOf(unordered, capacity);
        refused = Arrays.copyOf(refused, capacity);
        if (2 * capacity > table.length) {
            int[] old = table;
            table = new int[2 * old.length];
            Arrays.fill(table, NONE);
            for (int pair : old) {
                if (pair != NONE) {
                    table[find(keys[pair])] = pair;
                }
            }
        }
    }
}
