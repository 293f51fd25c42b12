package io.tokenloom.archive.search;

import io.tokenloom.archive.Sample;
import java.util.OptionalInt;

/** What is searched for in samples, each by itself. Thread-safe. */
public sealed interface Query permits IdQuery, PhraseQuery {
    /** False only where no sample made of these ids can have it. */
    boolean mayBeIn(IdSet ids);

    /** Where a sample has it first. */
    OptionalInt find(Sample sample);
}
