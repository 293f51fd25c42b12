package io.tokenloom.vision.quantization;

import java.util.BitSet;

/**
 * The ids of the patches that are kept, closed up. Immutable by agreement: the arrays are not copied.
 *
 * @param ids in raster order of their patches
 * @param positions the patch of each, ascending from 0
 */
public record KeptPatches(int[] ids, int[] positions) {
    /**
     * Closes up what a graph of fixed shape gives.
     *
     * @param ids of all patches; those of patches that are not kept mean nothing
     * @param kept which are kept
     * @throws IllegalArgumentException if a patch is kept that has no id
     */
    public static KeptPatches of(int[] ids, BitSet kept) {
        if (kept.length() > ids.length) {
            throw new IllegalArgumentException(
                    "patch " + (kept.length() - 1) + " is kept, and there are " + ids.length + " ids");
        }
        int[] positions = kept.stream().toArray();
        int[] chosen = new int[positions.length];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = ids[positions[i]];
        }
        return new KeptPatches(chosen, positions);
    }
}
