package io.tokenloom.cli.demo;

import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.record.SourceRef;
import io.tokenloom.record.TokenizerFingerprint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gathers the parts of items until they are complete: a few items are on their way at a time. Not thread-safe.
 *
 * @param <P> what is kept of a part
 */
final class PendingParts<P> {
    private final Map<Key, List<P>> pending = new HashMap<>();

    private record Key(RecordAddress source, TokenizerFingerprint tokenizer) {}

    /** Takes a part; all parts of its item if it was the last of them. Parts come in order, some perhaps again. */
    Optional<List<P>> add(SourceRef ref, TokenizerFingerprint tokenizer, P part) {
        Key key = new Key(new RecordAddress(ref.getTopic(), ref.getPartition(), ref.getOffset()), tokenizer);
        List<P> parts = pending.computeIfAbsent(key, any -> new ArrayList<>());
        if (ref.getPart() == parts.size()) {
            parts.add(part);
        }
        if (parts.size() < ref.getParts()) {
            return Optional.empty();
        }
        pending.remove(key);
        return Optional.of(parts);
    }
}
