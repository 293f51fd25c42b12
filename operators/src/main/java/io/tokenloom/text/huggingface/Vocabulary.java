package io.tokenloom.text.huggingface;

import io.tokenloom.text.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Spellings of tokens and their ids, as the file has them: in UTF-8, in one array, found by a hash table. A spelling that
 * comes twice has its last id, an id that comes twice its last spelling. Not thread-safe while tokens are put in.
 */
final class Vocabulary {
    static final int ABSENT = -1;

    private static final int HASH_START = 1;

    private byte[] bytes = new byte[1 << 16];
    private int used;
    private int[] starts = new int[1 << 12];
    private int[] ids = new int[1 << 12];
    private int count;
    /** Entry + 1 by hash, 0 for an empty place. */
    private int[] table = new int[1 << 13];

    private char[] characters = new char[256];
    private int size;

    /** Puts in a token whose spelling is given in UTF-16. */
    void put(char[] chars, int from, int length, int id) {
        int end = append(chars, from, length);
        int place = place(used, end);
        if (table[place] != 0) {
            ids[table[place] - 1] = id;
        } else {
            reserveEntry();
            starts[count] = used;
            ids[count++] = id;
            starts[count] = end;
            used = end;
            table[place] = count;
            if (2 * count > table.length) {
                grow();
            }
        }
        size = Math.max(size, id + 1);
    }

    private void reserveEntry() {
        if (count + 2 > starts.length) {
            starts = Arrays.copyOf(starts, 2 * starts.length);
            ids = Arrays.copyOf(ids, 2 * ids.length);
        }
    }

    void put(String token, int id) {
        int length = token.length();
        if (length > characters.length) {
            characters = new char[2 * length];
        }
        token.getChars(0, length, characters, 0);
        put(characters, 0, length, id);
    }

    /** Puts in a token that has the next id, even if its spelling is there already: the later id is the one found. */
    void append(char[] chars, int from, int length, int id) {
        if (find(chars, from, length) != ABSENT) {
            int end = append(chars, from, length);
            table[place(used, end)] = count + 1;
            reserveEntry();
            starts[count] = used;
            ids[count++] = id;
            starts[count] = end;
            used = end;
            size = id + 1;
        } else {
            put(chars, from, length, id);
        }
    }

    /** The id of a spelling given in UTF-16, or {@link #ABSENT}. */
    int find(char[] chars, int from, int length) {
        return id(place(used, append(chars, from, length)));
    }

    /**
     * Looks up two neighbours and what they make together, which are the three most frequent questions of all.
     *
     * @param split where the first ends and the second begins
     * @param found gets the ids of the first, the second and both, or {@link #ABSENT}
     */
    void findPair(char[] chars, int split, int length, int[] found) {
        int middle = append(chars, 0, split);
        int begin = used;
        used = middle;
        int end = append(chars, split, length - split);
        used = begin;
        int first = hash(HASH_START, begin, middle);
        found[0] = id(place(first, begin, middle));
        found[1] = id(place(middle, end));
        found[2] = id(place(hash(first, middle, end), begin, end));
    }

    private int id(int place) {
        return table[place] == 0 ? ABSENT : ids[table[place] - 1];
    }

    int find(String token) {
        return find(token.toCharArray(), 0, token.length());
    }

    /** Writes characters behind what is in use. */
    private int append(char[] chars, int from, int length) {
        if (used + 3 * length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(used + 3 * length, 2 * bytes.length));
        }
        int at = used;
        for (int i = from; i < from + length; i++) {
            char c = chars[i];
            if (c < 0x80) {
                bytes[at++] = (byte) c;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < from + length
                    && Character.isLowSurrogate(chars[i + 1])) {
                at = Utf8.put(Character.toCodePoint(c, chars[++i]), bytes, at);
            } else {
                at = Utf8.put(Character.isSurrogate(c) ? 0xFFFD : c, bytes, at);
            }
        }
        return at;
    }

    /** Where the bytes are in the table, or the empty place where they belong. */
    private int place(int from, int to) {
        return place(hash(HASH_START, from, to), from, to);
    }

    private int hash(int before, int from, int to) {
        int hash = before;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }

    private int place(int hash, int from, int to) {
        int mask = table.length - 1;
        int at = (hash * 0x9E3779B9 >>> 7) & mask;
        while (table[at] != 0) {
            int entry = table[at] - 1;
            if (Arrays.equals(bytes, starts[entry], starts[entry + 1], bytes, from, to)) {
                return at;
            }
            at = at + 1 & mask;
        }
        return at;
    }

    private void grow() {
        table = new int[2 * table.length];
        for (int entry = 0; entry < count; entry++) {
            table[place(starts[entry], starts[entry + 1])] = entry + 1;
        }
    }

    /** One more than the largest id. */
    int size() {
        return size;
    }

    /** The spelling of each id in UTF-8, null where an id is not in use. */
    byte[][] spellings() {
        byte[][] result = new byte[size][];
        for (int entry = 0; entry < count; entry++) {
            result[ids[entry]] = Arrays.copyOfRange(bytes, starts[entry], starts[entry + 1]);
        }
        return result;
    }

    /** The spelling of an id, for messages. */
    static String text(byte[] spelling) {
        return new String(spelling, StandardCharsets.UTF_8);
    }
}
