package io.tokenloom.jobs.tokenize;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.record.ResetReason;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A picture with its tokens, and where it belongs.
 *
 * @param payload its tokens
 * @param step pictures since the reset, 0 if it began anew
 * @param reset why it began anew, or NONE
 * @param index index in its stream
 * @param timestamp presentation timestamp in microseconds, where there is one
 * @param seen how the model has seen it
 * @param digest of its content
 * @param endedEarly why no further frame of its video could be had
 */
record TokenizedPicture(
        TokenPayload payload,
        int step,
        ResetReason reset,
        long index,
        OptionalLong timestamp,
        SeenPicture seen,
        byte[] digest,
        Optional<FailureCode> endedEarly) {
    /** The same as the last of a video that could not be decoded to its end. */
    TokenizedPicture endedBy(FailureCode code) {
        return new TokenizedPicture(payload, step, reset, index, timestamp, seen, digest, Optional.of(code));
    }
}
