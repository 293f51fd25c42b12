package io.tokenloom.streams.wire;

/** Is told how far tasks have read, so that none gets far ahead of the others. Implementations are thread-safe. */
@FunctionalInterface
public interface InputPace {
    /** Each as fast as it can. */
    InputPace FREE = (partition, micros) -> {};

    /**
     * A task has read a record.
     *
     * @param partition number of the partition of all inputs that the task reads
     * @param micros event time of the record
     */
    void reached(int partition, long micros);
}
