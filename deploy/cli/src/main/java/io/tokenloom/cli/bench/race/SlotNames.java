package io.tokenloom.cli.bench.race;

import java.util.ArrayList;
import java.util.List;

/**
 * Names of streams that lie evenly on the slots of a job. Flink places a stream by a hash of its name: of few streams one
 * slot often gets too many, and the other waits. That is luck, not what a route costs.
 *
 * <p>The rule is Flink's (its documentation of key groups): MurmurHash3 of the key's hash code, modulo 128 key groups, of
 * which each slot has an equal range.
 */
public final class SlotNames {
    private static final int KEY_GROUPS = 128;
    private static final int BLOCK_BYTES = 4;

    private SlotNames() {}

    /**
     * As many names, in turn of each slot.
     *
     * @param prefix what all of them begin with
     * @param slots of the job, at most 85: more have other key groups
     */
    public static List<String> even(String prefix, int count, int slots) {
        List<String> names = new ArrayList<>();
        for (int number = 0; names.size() < count; number++) {
            String name = prefix + number;
            if (slot(name, slots) == names.size() % slots) {
                names.add(name);
            }
        }
        return names;
    }

    /** The slot of a stream whose frames have this Kafka key. */
    static int slot(String name, int slots) {
        // The job's key is this text.
        int keyGroup = Math.abs(murmur(("stream " + name).hashCode())) % KEY_GROUPS;
        return keyGroup * slots / KEY_GROUPS;
    }

    /** MurmurHash3 (Appleby), 32 bits, seed 0, of a single block. */
    private static int murmur(int block) {
        int hash = Integer.rotateLeft(block * 0xcc9e2d51, 15) * 0x1b873593;
        hash = Integer.rotateLeft(hash, 13) * 5 + 0xe6546b64;
        hash ^= BLOCK_BYTES;
        hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
        return hash ^ (hash >>> 16);
    }
}
