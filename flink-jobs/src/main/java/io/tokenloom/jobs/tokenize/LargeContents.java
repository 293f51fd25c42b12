package io.tokenloom.jobs.tokenize;

import io.tokenloom.claim.ClaimCheck;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.wire.HeaderNames;
import java.util.concurrent.Semaphore;

/**
 * Bounds the memory for contents behind claim checks: all slots of this process together work on at most {@value
 * #MOST_BYTES} bytes of them, the others wait. Thread-safe.
 */
final class LargeContents {
    static final int MOST_BYTES = TopicCatalogue.MAX_CLAIMED_MEDIA_BYTES;

    private static final LargeContents OF_THIS_PROCESS = new LargeContents();

    private static final Room NONE = () -> {};

    private final Semaphore free = new Semaphore(MOST_BYTES, true);

    private LargeContents() {}

    static LargeContents ofThisProcess() {
        return OF_THIS_PROCESS;
    }

    /** Waits until there is room for what a record's claim check is of. */
    Room room(SourceRecord source) throws InterruptedException {
        int bytes = (int) Math.min(MOST_BYTES, claimed(source));
        if (bytes == 0) {
            return NONE;
        }
        free.acquire(bytes);
        return () -> free.release(bytes);
    }

    private static long claimed(SourceRecord source) {
        if (source.header(HeaderNames.CLAIM_BYTES).isEmpty()) {
            return 0;
        }
        try {
            return ClaimCheck.in(source::header).map(ClaimCheck::bytes).orElse(0L);
        } catch (TokenizationException e) {
            // Whoever reads the record makes a dead letter of it, and nothing is fetched.
            return 0;
        }
    }

    /** To be closed once. */
    interface Room {
        /** Gives it back. */
        void close();
    }
}
