package io.tokenloom.jobs.tokenize;

import io.tokenloom.deadletter.TokenizationException;
import java.util.List;

/** Makes the token records of a source record that needs nothing but itself. Not thread-safe. */
interface ItemTokenizer extends AutoCloseable {
    /**
     * What a source record became.
     *
     * @param values framed token records, in order
     * @param tokens how many tokens they hold
     * @param contentBytes length of the content that was tokenized
     */
    record Made(List<byte[]> values, long tokens, long contentBytes) {}

    /**
     * All token records of a source record whose value is not null, or none.
     *
     * @throws TokenizationException if it can't become tokens
     */
    Made tokenize(SourceRecord source);

    @Override
    void close();
}
