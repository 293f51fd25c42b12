package io.tokenloom.cli.ingest;

import java.time.Instant;
import java.util.Optional;

/**
 * What lines come from.
 *
 * @param sourceId source id
 * @param time when the lines were written, as far as it is known
 * @param fileKey what the file system knows the file by, or empty
 */
record LineOrigin(String sourceId, Optional<Instant> time, String fileKey) {}
