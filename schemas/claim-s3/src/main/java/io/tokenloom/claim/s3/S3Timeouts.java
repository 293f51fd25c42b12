package io.tokenloom.claim.s3;

import java.time.Duration;

/**
 * How long the store may take.
 *
 * @param connect until it takes a connection
 * @param call for everything, a second attempt included
 */
record S3Timeouts(Duration connect, Duration call) {
    static final S3Timeouts DEFAULTS = new S3Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(30));
}
