package io.tokenloom.vision.temporal;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keys and values of frames, in the memory of this process, as far as a limit allows; those that were not used for longest
 * go first. What is not there can be made again, so nothing depends on what is. Thread-safe.
 */
final class FrameCache {
    /** Object headers, key and map entry; measured in no single virtual machine, but of this order in all. */
    private static final int OVERHEAD_BYTES = 160;

    private final long mostBytes;
    private final Map<FrameKey, FrameMemory> frames = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** With a limit in bytes; 0 keeps nothing. */
    FrameCache(long mostBytes) {
        if (mostBytes < 0) {
            throw new IllegalArgumentException("a cache of " + mostBytes + " bytes; choose 0 or more");
        }
        this.mostBytes = mostBytes;
    }

    synchronized Optional<FrameMemory> get(FrameKey key) {
        return Optional.ofNullable(frames.get(key));
    }

    synchronized void put(FrameKey key, FrameMemory memory) {
        if (frames.put(key, memory) == null) {
            bytes += bytes(memory);
        }
        Iterator<FrameMemory> oldest = frames.values().iterator();
        while (bytes > mostBytes && oldest.hasNext()) {
            bytes -= bytes(oldest.next());
            oldest.remove();
        }
    }

    /** How much is kept. */
    synchronized long bytes() {
        return bytes;
    }

    /** What a frame takes. */
    static long bytes(FrameMemory memory) {
        return bytes(memory.keys().length);
    }

    /** What a frame of so many keys, and as many values, takes. */
    static long bytes(int keyNumbers) {
        return 2L * Float.BYTES * keyNumbers + OVERHEAD_BYTES;
    }
}
