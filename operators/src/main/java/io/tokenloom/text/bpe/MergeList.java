package io.tokenloom.text.bpe;

/**
 * Merges in the order of their rank: merge {@code i} makes one token of the neighbours {@code left[i]} and
 * {@code right[i]}. A token may be made by several merges. The arrays are of one length and are not to be changed.
 *
 * @param left ids
 * @param right ids
 * @param result ids of the tokens whose bytes are those of both
 */
public record MergeList(int[] left, int[] right, int[] result) {
    public MergeList {
        if (left.length != right.length || left.length != result.length) {
            throw new IllegalArgumentException("merges need one left, right and result each, not " + left.length + ", "
                    + right.length + " and " + result.length);
        }
    }

    /** How many there are. */
    public int size() {
        return left.length;
    }
}
