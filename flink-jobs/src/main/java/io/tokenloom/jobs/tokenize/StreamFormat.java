package io.tokenloom.jobs.tokenize;

import io.tokenloom.vision.StreamControl;
import io.tokenloom.vision.VisualState;
import java.util.Optional;

/**
 * The form in which streams are kept by one tokenizer.
 *
 * @param fingerprint of the tokenizer, 8 bytes
 * @param start state of a stream that has not begun
 */
record StreamFormat(byte[] fingerprint, VisualState start) {
    /** A stream, as it was kept or at its beginning. */
    StreamState of(Optional<byte[]> kept) {
        return kept.map(bytes -> StreamState.of(bytes, fingerprint, start))
                .orElseGet(() -> new StreamState(StreamControl.Memory.EMPTY, start));
    }

    byte[] kept(StreamState stream) {
        return stream.toBytes(fingerprint);
    }
}
