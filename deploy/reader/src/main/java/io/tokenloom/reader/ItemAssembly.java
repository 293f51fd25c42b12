package io.tokenloom.reader;

import io.tokenloom.reader.decode.EmbeddingContents;
import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.token.TokenRecord;
import io.tokenloom.vocabulary.ByteBoundedCache;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Puts records together to items: parts n of m, and upgrades with what they upgrade. A part that comes again is passed
 * over while its item is open. Memory: open items, whose parts lie side by side on their partition, and {@value
 * #KEPT_BYTES} bytes of whole items that upgrades may follow. Not thread-safe.
 */
final class ItemAssembly {
    private static final long KEPT_BYTES = 64L * 1024 * 1024;

    private final Map<Key, SortedMap<Integer, ItemPart>> open = new LinkedHashMap<>();
    private final ByteBoundedCache<Key, List<ItemPart>> whole = new ByteBoundedCache<>(KEPT_BYTES);

    private final Upgrades upgrades;

    /** @param contents where numbers lie that are not in their records; stays the caller's to close */
    ItemAssembly(EmbeddingContents contents) {
        this.upgrades = new Upgrades(contents);
    }

    /** What the parts of one item have in common; a source may go through two tokenizers. */
    private record Key(RecordAddress source, int parts, TokenizerFingerprint tokenizer) {
        static Key of(TokenRecord record) {
            return new Key(RecordAddress.of(record.source()), record.source().getParts(), record.tokenizer());
        }
    }

    /**
     * The parts of the item that a record makes whole, in order; nothing while others are missing. An upgrade to an item
     * that was given already gives it again, longer; one whose base is not known is taken as it is, a tail.
     */
    Optional<List<ItemPart>> add(ItemPart part) {
        Key key = Key.of(part.record());
        int number = part.record().source().getPart();
        if (part.record().firstToken() > 0) {
            Optional<List<ItemPart>> upgraded = whole.get(key).flatMap(parts -> upgraded(parts, number, part));
            if (upgraded.isPresent()) {
                keep(key, upgraded.get());
                return upgraded;
            }
        }
        SortedMap<Integer, ItemPart> parts = open.computeIfAbsent(key, any -> new TreeMap<>());
        parts.merge(number, part, (known, next) -> upgrades.merged(known, next).orElse(known));
        if (parts.size() < key.parts()) {
            return Optional.empty();
        }
        open.remove(key);
        List<ItemPart> made = List.copyOf(parts.values());
        keep(key, made);
        return Optional.of(made);
    }

    private Optional<List<ItemPart>> upgraded(List<ItemPart> parts, int number, ItemPart upgrade) {
        return upgrades.merged(parts.get(number), upgrade).map(longer -> {
            List<ItemPart> made = new ArrayList<>(parts);
            made.set(number, longer);
            return List.copyOf(made);
        });
    }

    private void keep(Key key, List<ItemPart> parts) {
        if (parts.stream().anyMatch(part -> part.record().canBeCut())) {
            whole.put(
                    key,
                    parts,
                    parts.stream()
                            .mapToLong(part -> part.record().sizeInBytes())
                            .sum());
        }
    }

    /** The items that wait for parts. */
    List<IncompleteItem> incomplete() {
        return open.entrySet().stream()
                .map(entry -> new IncompleteItem(
                        entry.getValue()
                                .get(entry.getValue().firstKey())
                                .record()
                                .itemId(),
                        entry.getKey().source(),
                        entry.getValue().size(),
                        entry.getKey().parts()))
                .toList();
    }
}
