package io.tokenloom.cli.tokens;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tokenloom.deadletter.DeadLetterHeaders;
import io.tokenloom.reader.decode.EmbeddingContents;
import io.tokenloom.reader.records.DeadLetter;
import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.record.PackedSequence;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerVersion;
import io.tokenloom.sequence.PackedSequences;
import io.tokenloom.token.TokenRecord;
import io.tokenloom.wire.AvroTree;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Records for programs: one JSON object each, {@code kind} says what it is. Not thread-safe. */
final class JsonPrinter implements RecordPrinter {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final TokenizerNames names;
    private final EmbeddingContents contents;

    JsonPrinter(TokenizerNames names, EmbeddingContents contents) {
        this.names = names;
        this.contents = contents;
    }

    @Override
    public String line(Shown shown) {
        ConsumerRecord<byte[], byte[]> read = shown.read();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("kind", kind(shown));
        tree.put("topic", read.topic());
        tree.put("partition", read.partition());
        tree.put("offset", read.offset());
        tree.put("timestamp", Instant.ofEpochMilli(read.timestamp()).toString());
        if (shown instanceof Shown.Tokens tokens) {
            addTokens(tree, tokens.tokens());
        } else if (shown instanceof Shown.Packed packed) {
            addSequence(tree, packed.sequence());
        } else if (shown instanceof Shown.Measured measured) {
            names.find(measured.statistics().getTokenizer()).ifPresent(version -> addName(tree, version));
            tree.putAll(AvroTree.of(measured.statistics()));
        } else if (shown instanceof Shown.Followed followed) {
            names.find(followed.row().getTokenizer()).ifPresent(version -> addName(tree, version));
            tree.putAll(AvroTree.of(followed.row()));
        } else if (shown instanceof Shown.Near near) {
            names.find(near.row().getTokenizer()).ifPresent(version -> addName(tree, version));
            tree.putAll(AvroTree.of(near.row()));
        } else if (shown instanceof Shown.Letter letter) {
            addLetter(tree, letter);
        } else if (shown instanceof Shown.Skipped skipped) {
            tree.put(
                    "source",
                    RecordAddress.parse(skipped.source())
                            .<Object>map(address -> address)
                            .orElse(skipped.source()));
        } else if (shown instanceof Shown.Unreadable unreadable) {
            tree.put("problem", unreadable.problem());
        }
        try {
            return JSON.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new AssertionError("maps of plain values are always JSON", e);
        }
    }

    private static String kind(Shown shown) {
        if (shown instanceof Shown.Tokens tokens) {
            return tokens.tokens() instanceof TokenRecord.Vectors ? "embeddings" : "tokens";
        }
        if (shown instanceof Shown.Followed) {
            return "successors";
        }
        if (shown instanceof Shown.Near) {
            return "neighbours";
        }
        if (shown instanceof Shown.Packed) {
            return "sequence";
        }
        if (shown instanceof Shown.Measured) {
            return "statistics";
        }
        if (shown instanceof Shown.Letter) {
            return "dead-letter";
        }
        if (shown instanceof Shown.End) {
            return "end";
        }
        return shown instanceof Shown.Skipped ? "skipped" : "unreadable";
    }

    /** Where documents begin and end once more as attention kernels take it. */
    private static void addSequence(Map<String, Object> tree, PackedSequence sequence) {
        tree.put("fill", PackedSequences.fill(sequence));
        tree.put("cumulativeLengths", PackedSequences.cumulativeLengths(sequence));
        tree.putAll(AvroTree.of(sequence));
    }

    private static void addName(Map<String, Object> tree, TokenizerVersion version) {
        tree.put("tokenizerName", version.getName());
        tree.put("tokenizerVersion", version.getVersion());
    }

    private void addTokens(Map<String, Object> tree, TokenRecord record) {
        names.find(record.tokenizer()).ifPresent(version -> addName(tree, version));
        tree.put("tokenCount", record.count());
        if (record instanceof TokenRecord.Vectors vectors) {
            addVectors(tree, vectors);
        } else {
            addIds(tree, ((TokenRecord.Ids) record).sequence());
        }
    }

    /** Numbers in place of bytes, wherever they lie; null where they can't be had. */
    private void addVectors(Map<String, Object> tree, TokenRecord.Vectors vectors) {
        tree.put("modality", "visual");
        tree.put("dimension", vectors.dimension());
        tree.putAll(AvroTree.of(vectors.embeddings()));
        EmbeddingContents.Found found = contents.of(vectors.embeddings());
        if (found instanceof EmbeddingContents.Found.Numbers numbers) {
            tree.put("values", numbers.values());
        } else {
            tree.put("values", null);
            tree.put("valuesMissing", ((EmbeddingContents.Found.Missing) found).why());
        }
    }

    private static void addIds(Map<String, Object> tree, TokenSequence sequence) {
        tree.put("modality", PictureLine.isOf(sequence) ? "visual" : "text");
        if (PictureLine.isOf(sequence)) {
            List<Float> qualities = sequence.getTruncation().getPrefixQualities();
            tree.put("quality", qualities.isEmpty() ? null : qualities.get(qualities.size() - 1));
        }
        tree.putAll(AvroTree.of(sequence));
    }

    /** Headers of the failure apart from those that the source record had. The bytes are what {@code decode} gives. */
    private static void addLetter(Map<String, Object> tree, Shown.Letter shown) {
        ConsumerRecord<byte[], byte[]> read = shown.read();
        DeadLetter letter = shown.letter();
        Map<String, String> errors = new LinkedHashMap<>();
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : read.headers()) {
            String value = header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
            if (header.key().startsWith(DeadLetterHeaders.PREFIX)) {
                errors.put(header.key().substring(DeadLetterHeaders.PREFIX.length()), value);
            } else {
                headers.put(header.key(), value);
            }
        }
        tree.put("itemId", shown.itemId());
        tree.put("source", letter.source());
        tree.put("code", letter.reason());
        tree.put("message", letter.message());
        tree.put("valueBytes", read.value() == null ? 0 : read.value().length);
        tree.put("errors", errors);
        tree.put("headers", headers);
    }
}
