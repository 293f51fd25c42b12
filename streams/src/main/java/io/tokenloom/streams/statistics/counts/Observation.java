package io.tokenloom.streams.statistics.counts;

import java.util.Optional;

/** What one token record says to the tally of a series. Immutable as long as nobody changes the arrays in it. */
public sealed interface Observation {
    /**
     * Ids of a plane.
     *
     * @param ids each 0 or more, and below the size of the vocabulary where that is known
     * @param vocabularySize 0 where it is not known
     * @param items 1 where the record is the first part of its item, else 0
     * @param text where its tokens lie in the text, if the record says so
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Ids(int[] ids, int vocabularySize, int items, Optional<TextExtent> text) implements Observation {}

    /** Vectors, of which only their number is told. */
    record Vectors(int tokens, int items) implements Observation {}

    /** A record that came too late for its own window. */
    record Late() implements Observation {}

    /**
     * The text of a record.
     *
     * @param bytes of all of it
     * @param mostPerToken of its longest token
     */
    record TextExtent(int bytes, int mostPerToken) {}
}
