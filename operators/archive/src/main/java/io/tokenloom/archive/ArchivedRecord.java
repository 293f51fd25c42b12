package io.tokenloom.archive;

import io.tokenloom.record.TokenSequence;

/**
 * A token record on its way into an archive.
 *
 * @param key of the record on its topic: the source, such as a file, a camera or a log stream
 * @param tokens the record
 */
public record ArchivedRecord(String key, TokenSequence tokens) {}
