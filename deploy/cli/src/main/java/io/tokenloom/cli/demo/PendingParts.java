package io.tokenloom.cli.demo;

import io.tokenloom.cli.records.RecordAddress;
import io.tokenloom.record.SourceRef;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerFingerprint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers the parts of items until they are complete: a few items are on their way at a time. Not thread-safe. */
final class PendingParts {
    private final Map<Key, List<PicturePart>> pending = new HashMap<>();

    private record Key(RecordAddress source, TokenizerFingerprint tokenizer) {}

    /** Takes a record; all parts of its item if it was the last of them. Parts come in order, some perhaps again. */
    Optional<List<PicturePart>> add(RecordAddress source, TokenSequence sequence) {
        SourceRef ref = sequence.getSource();
        Key key = new Key(source, sequence.getTokenizer());
        List<PicturePart> parts = pending.computeIfAbsent(key, any -> new ArrayList<>());
        if (ref.getPart() == parts.size()) {
            parts.add(PicturePart.of(sequence));
        }
        if (parts.size() < ref.getParts()) {
            return Optional.empty();
        }
        pending.remove(key);
        return Optional.of(parts);
    }
}
