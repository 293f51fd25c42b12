package io.tokenloom.cli.demo;

import io.tokenloom.record.ContentDigest;
import io.tokenloom.record.StreamPosition;
import io.tokenloom.token.TokenRecord;
import java.util.Optional;

/**
 * A token record that can't be compared as a picture: its tokens are made for a model to read.
 *
 * @param tokens how many there are
 * @param digest of the content that they were made from
 * @param endedEarly why its video has no further frame
 */
record UndecodedPart(int tokens, ContentDigest digest, Optional<String> endedEarly) {
    /** What a record says. */
    static UndecodedPart of(TokenRecord record) {
        return record instanceof TokenRecord.Vectors vectors
                ? new UndecodedPart(
                        record.count(),
                        vectors.embeddings().getContentDigest(),
                        endedEarly(vectors.embeddings().getStream()))
                : of((TokenRecord.Ids) record);
    }

    private static UndecodedPart of(TokenRecord.Ids record) {
        return new UndecodedPart(
                record.count(),
                record.sequence().getContentDigest(),
                endedEarly(record.sequence().getStream()));
    }

    private static Optional<String> endedEarly(StreamPosition stream) {
        return Optional.ofNullable(stream).map(StreamPosition::getEndedEarly);
    }
}
