package io.tokenloom.vision;

/**
 * What a tokenizer has to remember of a stream between two pictures. Only the tokenizer that made it knows what the bytes
 * mean; whoever keeps it need not. Immutable by agreement: the array is not copied.
 *
 * @param steps pictures since the last reset; 0 before the first
 * @param content empty for a tokenizer that remembers nothing
 */
public record VisualState(int steps, byte[] content) {
    private static final byte[] NOTHING = {};

    /** Of a stream that has not begun, for a tokenizer that keeps nothing of it. */
    public static final VisualState EMPTY = new VisualState(0, NOTHING);

    @Override
    public String toString() {
        return "VisualState[" + steps + " steps, " + content.length + " bytes]";
    }
}
