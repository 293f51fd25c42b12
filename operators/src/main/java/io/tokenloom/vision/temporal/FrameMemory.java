package io.tokenloom.vision.temporal;

/**
 * Keys and values of one frame, those of all layers, in the order of the graph's axes without streams and time. Immutable by
 * agreement: arrays are not copied. 16-bit floats are held as the 32-bit floats that they are, which loses nothing.
 *
 * @param keys of the frame
 * @param values as many
 */
record FrameMemory(float[] keys, float[] values) {
    /** Whether no number is infinite or none. */
    boolean finite() {
        return allFinite(keys) && allFinite(values);
    }

    static boolean allFinite(float[] numbers) {
        for (float number : numbers) {
            if (!Float.isFinite(number)) {
                return false;
            }
        }
        return true;
    }
}
