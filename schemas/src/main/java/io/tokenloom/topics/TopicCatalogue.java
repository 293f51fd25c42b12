package io.tokenloom.topics;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The platform's own topics. Routes may name others; these are created by {@link TopicProvisioner}. */
public final class TopicCatalogue {
    /** Largest source record: a text of 4 MiB with room for its frame. A claim check stands in for anything larger. */
    public static final int MAX_SOURCE_RECORD_BYTES = 8 * 1024 * 1024;

    /** Largest text behind a claim check: it is worked on in memory. */
    public static final int MAX_CLAIMED_TEXT_BYTES = 64 * 1024 * 1024;

    /** Room for the headers that a dead letter adds to the source record. */
    public static final int DEAD_LETTER_HEADER_BYTES = 64 * 1024;

    /** A part of 4 MiB of text where each byte is a token of up to five bytes, with its frame. */
    private static final int MAX_TOKEN_RECORD_BYTES = 24 * 1024 * 1024;

    /** Largest picture or video behind a claim check. */
    public static final int MAX_CLAIMED_MEDIA_BYTES = 128 * 1024 * 1024;

    private static final int SMALL_RECORD_BYTES = 1024 * 1024;

    /** Whole texts, Avro {@code TextItem}. */
    public static final TopicSpec TEXT =
            byTime("media.text.raw.v1", "source id", Duration.ofDays(7), MAX_SOURCE_RECORD_BYTES);

    /** Plain UTF-8 lines with their line ending. */
    public static final TopicSpec LOGS =
            byTime("logs.raw.v1", "source id", Duration.ofDays(7), MAX_SOURCE_RECORD_BYTES);

    /** Tokens of texts and lines, Avro {@code TokenSequence}. */
    public static final TopicSpec TEXT_TOKENS =
            byTime("tokens.text.v1", "key of the source record", Duration.ofDays(30), MAX_TOKEN_RECORD_BYTES);

    /** Encoded pictures, the content itself. */
    public static final TopicSpec IMAGES =
            byTime("media.images.raw.v1", "source id", Duration.ofDays(7), MAX_SOURCE_RECORD_BYTES);

    /** Encoded frames of streams, the content itself; those of one stream on one partition. */
    public static final TopicSpec FRAMES =
            byTime("media.frames.raw.v1", "stream key", Duration.ofDays(7), MAX_SOURCE_RECORD_BYTES);

    /** Video files and segments, the content itself. */
    public static final TopicSpec VIDEOS =
            byTime("media.videos.raw.v1", "stream key", Duration.ofDays(7), MAX_SOURCE_RECORD_BYTES);

    /** Tokens of pictures and frames, Avro {@code TokenSequence}. */
    public static final TopicSpec VISUAL_TOKENS =
            byTime("tokens.visual.v1", "key of the source record", Duration.ofDays(30), SMALL_RECORD_BYTES);

    /** Measures of tokens by window, Avro {@code TokenStatistics}. */
    public static final TopicSpec STATISTICS = byArrival(
            "tokens.stats.v1",
            "token topic/source topic/fingerprint, hex/plane",
            Duration.ofDays(30),
            SMALL_RECORD_BYTES);

    /** Source records that could not become tokens, bytes untouched. Outlives the sources. */
    public static final TopicSpec DEAD_LETTERS = byTime(
            "tokens.dlq.v1",
            "key of the source record",
            Duration.ofDays(90),
            MAX_SOURCE_RECORD_BYTES + DEAD_LETTER_HEADER_BYTES);

    /** What each tokenizer fingerprint stands for, Avro {@code TokenizerVersion}. */
    public static final TopicSpec TOKENIZERS = new TopicSpec(
            "tokens.tokenizers.v1", "fingerprint, hex", 1, new TopicSpec.Cleanup.Compaction(), SMALL_RECORD_BYTES);

    /** Largest vocabulary delta: 4 MiB of new tokens and 16 MiB of their embeddings, with room for the merges. */
    public static final int MAX_VOCABULARY_RECORD_BYTES = 24 * 1024 * 1024;

    /** Vocabulary deltas of dynamic tokenization, Avro {@code VocabularyDelta}. Never deleted: records may need any. */
    public static final TopicSpec VOCABULARIES = new TopicSpec(
            "tokens.vocabularies.v1",
            "tokenizer fingerprint and version, hex",
            1,
            new TopicSpec.Cleanup.Compaction(),
            MAX_VOCABULARY_RECORD_BYTES);

    /** Packed sequences, Avro {@code PackedSequence}. */
    public static final TopicSpec PACKED =
            byArrival("tokens.packed.v1", "id of the first document", Duration.ofDays(30), MAX_TOKEN_RECORD_BYTES);

    /** Key of the rows of tables about ids. */
    private static final String TABLE_KEY = "tokenizer fingerprint, hex, /, plane, /, id";

    /** Which ids come next after which, Avro {@code Successors}. */
    public static final TopicSpec SUCCESSORS =
            new TopicSpec("tokens.successors.v1", TABLE_KEY, 2, new TopicSpec.Cleanup.Compaction(), SMALL_RECORD_BYTES);

    /** Tables of code vectors, Avro {@code Codebook}; parts of one table in their order, so on one partition. */
    public static final TopicSpec CODEBOOKS = new TopicSpec(
            "tokens.codebooks.v1",
            "tokenizer fingerprint, hex, /, plane, /, first row",
            1,
            new TopicSpec.Cleanup.Compaction(),
            SMALL_RECORD_BYTES);

    /** Which codes are nearest to which, Avro {@code Neighbours}. */
    public static final TopicSpec NEIGHBOURS =
            new TopicSpec("tokens.neighbours.v1", TABLE_KEY, 2, new TopicSpec.Cleanup.Compaction(), SMALL_RECORD_BYTES);

    /** How long a content has to be kept for its claim check: source records and dead letters together, and a week. */
    public static final Duration CLAIM_RETENTION = Duration.ofDays(7 + 90 + 7);

    private TopicCatalogue() {}

    /** All of them, sources first. */
    public static List<TopicSpec> all() {
        return List.of(
                TEXT,
                LOGS,
                IMAGES,
                FRAMES,
                VIDEOS,
                TEXT_TOKENS,
                VISUAL_TOKENS,
                PACKED,
                STATISTICS,
                DEAD_LETTERS,
                TOKENIZERS,
                VOCABULARIES,
                CODEBOOKS,
                SUCCESSORS,
                NEIGHBOURS);
    }

    /** The platform's topic of this name. */
    public static Optional<TopicSpec> find(String name) {
        return all().stream().filter(topic -> topic.name().equals(name)).findFirst();
    }

    /** The platform's topic of this name, or else one of another name that is like {@code model} in all else. */
    public static TopicSpec named(String name, TopicSpec model) {
        return find(name)
                .orElseGet(() ->
                        new TopicSpec(name, model.key(), model.partitions(), model.cleanup(), model.maxRecordBytes()));
    }

    private static TopicSpec byArrival(String name, String key, Duration age, int maxRecordBytes) {
        return new TopicSpec(name, key, 2, new TopicSpec.Cleanup.RetentionFromArrival(age), maxRecordBytes);
    }

    private static TopicSpec byTime(String name, String key, Duration age, int maxRecordBytes) {
        return new TopicSpec(name, key, 2, new TopicSpec.Cleanup.Retention(age), maxRecordBytes);
    }
}
