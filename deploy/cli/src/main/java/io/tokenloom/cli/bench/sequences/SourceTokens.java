package io.tokenloom.cli.bench.sequences;

import io.tokenloom.reader.records.CommittedRecords;
import io.tokenloom.record.PlaceholderRange;
import io.tokenloom.record.SourceRef;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.sequence.PackedSequences;
import io.tokenloom.token.TokenRecord;
import io.tokenloom.token.TokenValueReader;
import io.tokenloom.wire.SchemaSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The token records of some topics, and whether packed sequences hold just these. Not thread-safe. */
final class SourceTokens {
    private final Map<String, TokenRecord.Ids> records = new HashMap<>();

    private SourceTokens() {}

    /** All records of ids of the topics. */
    static SourceTokens read(CommittedRecords committed, SchemaSource schemas, List<String> topics) {
        SourceTokens tokens = new SourceTokens();
        TokenValueReader reader = new TokenValueReader(schemas);
        for (String topic : topics) {
            committed.visit(committed.ranges(topic), record -> {
                if (record.value() != null && reader.read(record.value()) instanceof TokenRecord.Ids ids) {
                    tokens.records.put(key(ids.source(), ids.tokenizer()), ids);
                }
            });
        }
        return tokens;
    }

    private static String key(SourceRef source, TokenizerFingerprint tokenizer) {
        return source.getTopic() + "/" + source.getPartition() + "/" + source.getOffset() + "/" + source.getPart() + "/"
                + HexFormat.of().formatHex(tokenizer.bytes());
    }

    int count() {
        return records.size();
    }

    /**
     * What is wrong with sequences that should hold all records, whole.
     *
     * @param missing records of which not all tokens are there
     * @param twice records of which tokens are there more than once
     * @param different records whose ids are others
     * @param strangers ranges of no record
     */
    record Comparison(int missing, int twice, int different, int strangers) {}

    Comparison compare(List<PackedSequences.ItemTokens> found) {
        Map<String, List<PackedSequences.ItemTokens>> byRecord = new HashMap<>();
        int strangers = 0;
        for (PackedSequences.ItemTokens item : found) {
            PlaceholderRange range = item.range();
            String key = key(range.getSource(), range.getTokenizer());
            if (records.containsKey(key)) {
                byRecord.computeIfAbsent(key, first -> new ArrayList<>()).add(item);
            } else {
                strangers++;
            }
        }
        int missing = 0;
        int twice = 0;
        int different = 0;
        for (Map.Entry<String, TokenRecord.Ids> record : records.entrySet()) {
            List<PackedSequences.ItemTokens> parts = byRecord.getOrDefault(record.getKey(), List.of());
            int tokens =
                    parts.stream().mapToInt(part -> part.range().getTokens()).sum();
            if (tokens < record.getValue().count() || parts.isEmpty()) {
                missing++;
            } else if (tokens > record.getValue().count()) {
                twice++;
            } else if (!same(record.getValue(), parts)) {
                different++;
            }
        }
        return new Comparison(missing, twice, different, strangers);
    }

    private static boolean same(TokenRecord.Ids record, List<PackedSequences.ItemTokens> parts) {
        List<PackedSequences.ItemTokens> inOrder = parts.stream()
                .sorted(Comparator.comparingInt(part -> part.range().getFirstToken()))
                .toList();
        List<TokenPlane> planes = record.sequence().getPlanes();
        for (int plane = 0; plane < planes.size(); plane++) {
            List<Integer> joined = new ArrayList<>();
            for (PackedSequences.ItemTokens part : inOrder) {
                joined.addAll(part.planes().get(plane).getIds());
            }
            if (!joined.equals(List.copyOf(planes.get(plane).getIds()))) {
                return false;
            }
        }
        return true;
    }
}
