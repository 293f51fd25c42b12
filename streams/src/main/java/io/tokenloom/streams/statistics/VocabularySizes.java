package io.tokenloom.streams.statistics;

import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.record.TokenizerVersion;
import io.tokenloom.wire.AvroRecordReader;
import io.tokenloom.wire.SchemaSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sizes of vocabularies as {@code tokens.tokenizers.v1} says them. What a fingerprint stands for never changes, so what was
 * found once is remembered, of {@value #MOST_REMEMBERED} tokenizers. Not thread-safe.
 */
final class VocabularySizes {
    private static final Logger LOG = LoggerFactory.getLogger(VocabularySizes.class);
    private static final int MOST_REMEMBERED = 1024;

    private final ReadOnlyKeyValueStore<String, byte[]> versions;
    private final AvroRecordReader<TokenizerVersion> reader;
    private final Map<String, Integer> known = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    VocabularySizes(ReadOnlyKeyValueStore<String, byte[]> versions, SchemaSource schemas) {
        this.versions = versions;
        this.reader = AvroRecordReader.of(TokenizerVersion.class, schemas);
    }

    /** Ids of the tokenizer are below this; 0 where nothing readable is published of it. */
    int of(String fingerprint) {
        Integer found = known.get(fingerprint);
        if (found == null) {
            byte[] value = versions.get(fingerprint);
            if (value == null) {
                return 0;
            }
            found = read(fingerprint, value);
            known.put(fingerprint, found);
        }
        return found;
    }

    private int read(String fingerprint, byte[] value) {
        try {
            return Math.max(0, reader.read(value).getVocabularySize());
        } catch (TokenizationException e) {
            if (e.code().retriable()) {
                throw e;
            }
            LOG.warn(
                    "What is published of the tokenizer {} can't be read, so its vocabulary's size is unknown",
                    fingerprint,
                    e);
            return 0;
        }
    }
}
