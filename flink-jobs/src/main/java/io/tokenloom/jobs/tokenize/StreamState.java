package io.tokenloom.jobs.tokenize;

/**
 * What is kept of a stream between its frames. A record type that Flink serializes field by field.
 *
 * @param lastIndex index of the last frame that became tokens
 * @param steps frames since the last reset
 * @param reconstruction what the decoder makes of them
 */
public record StreamState(long lastIndex, int steps, byte[] reconstruction) {
    @Override
    public String toString() {
        return "StreamState[" + lastIndex + ", " + steps + "]";
    }
}
