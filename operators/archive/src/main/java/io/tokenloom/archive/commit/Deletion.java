package io.tokenloom.archive.commit;

import io.tokenloom.archive.Sample;

/**
 * That the items of a source are to go which came before its tombstone. Compaction leaves them out.
 *
 * @param key of the source
 * @param topic of the tombstone: the source topic, not that of the tokens
 * @param partition of the tombstone
 * @param offset of the tombstone
 */
public record Deletion(String key, String topic, int partition, long offset) {
    /** Whether a sample of that origin is to go. */
    public boolean covers(Sample.Origin origin) {
        return origin.offset() < offset
                && origin.partition() == partition
                && origin.topic().equals(topic)
                && origin.key().equals(key);
    }
}
