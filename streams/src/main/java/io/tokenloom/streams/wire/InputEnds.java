package io.tokenloom.streams.wire;

import java.util.OptionalLong;

/**
 * Whether all there is on a partition has been read: what tells a partition that is quiet from one that is slow. Asked
 * seldom. Implementations are thread-safe.
 */
@FunctionalInterface
public interface InputEnds {
    /** Everything has been read, as where a test feeds records one by one. */
    InputEnds ALWAYS_READ = (topic, partition, next) -> true;

    /**
     * Whether no committed record lies behind those that were read.
     *
     * @param next offset behind the last record that was read; empty where none was since the task began, which then goes on
     *     from what its group has committed
     */
    boolean isRead(String topic, int partition, OptionalLong next);
}
