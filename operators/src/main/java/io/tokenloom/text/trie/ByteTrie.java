package io.tokenloom.text.trie;

/**
 * A set of byte strings, each with a number, that is walked byte by byte. Thread-safe: immutable.
 *
 * <p>A walk holds a <i>node</i>, a long that only this class reads: start with {@link #root()}, go on with
 * {@link #child}, which gives {@link #NONE} where no key goes on, and ask for the {@link #value} of each node.
 *
 * <pre>
 * node:  bit 63 .. 36      35 .. 9      8 .. 0
 *        base of children  value + 1    label: the byte that leads here; 256 in a slot that is not in use
 * </pre>
 *
 * <p>The child of a node for byte b is in slot {@code base ^ b}, as in the double-array tries of Aoe (1989) with exclusive
 * or in place of the sum; bases are unique, so the label alone tells whether a slot belongs to the node. A step is one
 * read. Memory: 8 bytes for each distinct prefix of the keys, and some percent more for slots that stay empty.
 */
public final class ByteTrie {
    /** No node: no key begins with the bytes that were walked. */
    public static final long NONE = -1;

    /** No key ends here. */
    public static final int NO_VALUE = -1;

    static final int BASE_SHIFT = 36;
    static final int VALUE_SHIFT = 9;
    static final long LABEL_MASK = 0x1ff;
    private static final int VALUE_MASK = (1 << BASE_SHIFT - VALUE_SHIFT) - 1;

    private final long[] slots;
    private final long root;
    private final int longestKey;

    ByteTrie(long[] slots, long root, int longestKey) {
        this.slots = slots;
        this.root = root;
        this.longestKey = longestKey;
    }

    /**
     * A trie of keys, each with its index as the value. A key that comes twice has the later index.
     *
     * @param keys null or empty where an index has none
     */
    public static ByteTrie of(byte[][] keys) {
        return new ByteTrieBuilder(keys).build();
    }

    /** The node before the first byte. */
    public long root() {
        return root;
    }

    /** The node behind one byte more, or {@link #NONE}. */
    public long child(long node, byte label) {
        int unsigned = label & 0xff;
        long child = slots[(int) (node >>> BASE_SHIFT) ^ unsigned];
        return (child & LABEL_MASK) == unsigned ? child : NONE;
    }

    /** The value of the key that ends at a node, or {@link #NO_VALUE}. */
    public static int value(long node) {
        return ((int) (node >>> VALUE_SHIFT) & VALUE_MASK) - 1;
    }

    /** The node behind a range of bytes, or {@link #NONE}. */
    public long walk(long node, byte[] bytes, int from, int to) {
        long at = node;
        for (int i = from; i < to && at != NONE; i++) {
            at = child(at, bytes[i]);
        }
        return at;
    }

    /** The value of the key that a range of bytes is, or {@link #NO_VALUE}. */
    public int find(byte[] bytes, int from, int to) {
        if (to - from > longestKey) {
            return NO_VALUE;
        }
        long node = walk(root, bytes, from, to);
        return node == NONE ? NO_VALUE : value(node);
    }

    /** Bytes of the longest key; 0 when there is none. */
    public int longestKey() {
        return longestKey;
    }
}
