package io.tokenloom.vision;

/**
 * What a stream's tokens have said so far. Immutable by agreement: the array is not copied.
 *
 * @param steps pictures since the last reset; 0 before the first
 * @param reconstruction what the decoder makes of them: three planes as in {@link PreparedPicture}; zeros before the first
 */
public record ProgressiveState(int steps, byte[] reconstruction) {
    /** Nothing said yet. */
    public static ProgressiveState empty(int side) {
        return new ProgressiveState(0, new byte[3 * side * side]);
    }
}
