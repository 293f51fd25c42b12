package io.tokenloom.sequence;

import io.tokenloom.record.SourceRef;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.token.TokenRecord;
import io.tokenloom.token.UpgradeRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * An item of a document: the records that one tokenizer made of one source record, in the order of their parts, upgrades
 * merged into what they upgrade. Immutable.
 *
 * @param records at least one
 * @param missing parts that are not there, in words
 */
public record DocumentItem(List<TokenRecord> records, List<String> missing) {
    private static final Comparator<TokenRecord> BY_PART = Comparator.comparingInt(
                    (TokenRecord record) -> record.source().getPart())
            .thenComparingInt(TokenRecord::firstToken);

    private static final Comparator<DocumentItem> BY_EVENT_TIME = Comparator.comparing(DocumentItem::eventTime)
            .thenComparing(item -> item.source().getTopic())
            .thenComparingInt(item -> item.source().getPartition())
            .thenComparingLong(item -> item.source().getOffset())
            .thenComparing(DocumentItem::tokenizer);

    /** Copies. */
    public DocumentItem {
        records = List.copyOf(records);
        missing = List.copyOf(missing);
    }

    /**
     * The items of some records, by event time, then by source. The order of the records says nothing, and a record that is
     * there twice counts once.
     */
    public static List<DocumentItem> of(Collection<TokenRecord> records) {
        Map<Origin, List<TokenRecord>> bySource = new HashMap<>();
        for (TokenRecord record : records) {
            SourceRef source = record.source();
            Origin origin =
                    new Origin(source.getTopic(), source.getPartition(), source.getOffset(), record.tokenizer());
            bySource.computeIfAbsent(origin, first -> new ArrayList<>()).add(record);
        }
        return bySource.values().stream()
                .map(DocumentItem::item)
                .sorted(BY_EVENT_TIME)
                .toList();
    }

    private record Origin(String topic, int partition, long offset, TokenizerFingerprint tokenizer) {}

    private static DocumentItem item(List<TokenRecord> records) {
        List<TokenRecord> merged = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (TokenRecord record : records.stream().sorted(BY_PART).toList()) {
            TokenRecord last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            boolean samePart =
                    last != null && last.source().getPart() == record.source().getPart();
            int expected = samePart ? last.firstToken() + last.count() : 0;
            if (record.firstToken() == expected && samePart) {
                merged.set(merged.size() - 1, merge(last, record));
            } else if (record.firstToken() == expected) {
                merged.add(record);
            } else if (record.firstToken() > expected) {
                missing.add(record.itemId() + ": tokens " + expected + " to " + (record.firstToken() - 1) + " of part "
                        + record.source().getPart());
            }
        }
        if (merged.isEmpty()) {
            // Upgrades of what never came: they are no prefix, so they stand for nothing.
            return new DocumentItem(records.subList(0, 1), missing);
        }
        SourceRef any = merged.get(0).source();
        for (int part = 0; part < any.getParts(); part++) {
            int wanted = part;
            if (merged.stream().noneMatch(record -> record.source().getPart() == wanted)) {
                missing.add(merged.get(0).itemId() + ": part " + part + " of " + any.getParts());
            }
        }
        return new DocumentItem(merged, missing);
    }

    private static TokenRecord merge(TokenRecord base, TokenRecord upgrade) {
        if (base instanceof TokenRecord.Ids ids && upgrade instanceof TokenRecord.Ids more) {
            return new TokenRecord.Ids(UpgradeRecords.merge(ids.sequence(), more.sequence()));
        }
        return new TokenRecord.Vectors(UpgradeRecords.merge(
                ((TokenRecord.Vectors) base).embeddings(), ((TokenRecord.Vectors) upgrade).embeddings()));
    }

    private static String tokenizer(TokenRecord record) {
        return HexFormat.of().formatHex(record.tokenizer().bytes());
    }

    /** Id of the item. */
    public String itemId() {
        return records.get(0).itemId();
    }

    /** Event time of the item. */
    public Instant eventTime() {
        return records.get(0).eventTime();
    }

    /** Source record, with the first of the parts that are there. */
    public SourceRef source() {
        return records.get(0).source();
    }

    /** Fingerprint of the tokenizer, 16 hex digits. */
    public String tokenizer() {
        return tokenizer(records.get(0));
    }
}
