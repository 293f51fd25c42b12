package io.tokenloom.vision.quantization;

import java.util.Arrays;

/**
 * What a quantizer says of an item. Immutable by agreement: the arrays are not copied.
 *
 * @param planes number of lists, each as long as the others
 * @param ids plane after plane; in a plane in the order of the positions, or of the scales
 * @param margins of each id, how much further away the runner-up was: 0 is a tie, infinite says that there was none. Each
 *     quantizer says in which unit. A small margin explains why another device or runtime gives another id.
 */
public record Codes(int planes, int[] ids, float[] margins) {
    /** Checks the lengths. */
    public Codes {
        if (planes < 1 || ids.length % planes != 0 || margins.length != ids.length) {
            throw new IllegalArgumentException(
                    ids.length + " ids and " + margins.length + " margins are not those of " + planes + " planes");
        }
    }

    /**
     * The ids of one plane, a copy.
     *
     * @throws IndexOutOfBoundsException if there is no such plane
     */
    public int[] plane(int plane) {
        if (plane < 0 || plane >= planes) {
            throw new IndexOutOfBoundsException("there is no plane " + plane + " among " + planes);
        }
        int length = ids.length / planes;
        return Arrays.copyOfRange(ids, plane * length, (plane + 1) * length);
    }
}
