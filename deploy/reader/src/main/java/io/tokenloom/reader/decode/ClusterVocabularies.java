package io.tokenloom.reader.decode;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.connection.Connections;
import io.tokenloom.reader.ReaderException;
import io.tokenloom.reader.records.CommittedRecords;
import io.tokenloom.reader.records.TokenizerCatalogue;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.record.TokenizerVersion;
import io.tokenloom.text.dynamic.DynamicVocabulary;
import io.tokenloom.text.mode.DeltaRecords;
import io.tokenloom.vocabulary.ByteBoundedCache;
import io.tokenloom.vocabulary.MissingVocabularyException;
import io.tokenloom.vocabulary.VocabularyDeltas;
import io.tokenloom.vocabulary.VocabularyKey;
import io.tokenloom.wire.SchemaSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.RetriableException;

/**
 * What the cluster's topics say of tokenizers beyond their bundles: which base and options a fingerprint stands for, and the
 * vocabulary deltas that records name. Memory: some tens of megabytes of the deltas that were used last. Thread-safe.
 */
public final class ClusterVocabularies implements AutoCloseable {
    private static final long CACHE_BYTES = 64L * 1024 * 1024;

    private final Connections connections;
    private final SchemaSource schemas;
    private final Duration patience;
    private final ByteBoundedCache<VocabularyKey, DynamicVocabulary> vocabularies = new ByteBoundedCache<>(CACHE_BYTES);
    private final Map<TokenizerFingerprint, Optional<TokenizerVersion>> versions = new HashMap<>();
    private Optional<VocabularyDeltas> deltas = Optional.empty();

    /**
     * Of a cluster; nothing is asked before the first question.
     *
     * @param schemas how records are read; the caller's to close
     * @param patience how long to wait for a delta that is not there yet
     */
    public ClusterVocabularies(Connections connections, SchemaSource schemas, Duration patience) {
        this.connections = connections;
        this.schemas = schemas;
        this.patience = patience;
    }

    /** What a fingerprint stands for, if it is announced. */
    public synchronized Optional<TokenizerVersion> version(TokenizerFingerprint tokenizer) {
        return versions.computeIfAbsent(
                tokenizer, unseen -> TokenizerCatalogue.read(new CommittedRecords(connections), schemas)
                        .find(unseen.bytes()));
    }

    /**
     * The vocabulary of a bundle with a delta.
     *
     * @throws ReaderException "failed" if the delta does not come, "unreachable" if Kafka does not answer
     * @throws IllegalArgumentException if the delta is none, or of another bundle
     */
    synchronized DynamicVocabulary vocabulary(VocabularyKey key, TextBundle bundle) {
        Optional<DynamicVocabulary> known = vocabularies.get(key);
        if (known.isPresent()) {
            return known.get();
        }
        DynamicVocabulary made = DynamicVocabulary.of(bundle.vocabulary().tokens(), DeltaRecords.read(delta(key)));
        vocabularies.put(key, made, made.sizeInBytes());
        return made;
    }

    private io.tokenloom.record.VocabularyDelta delta(VocabularyKey key) {
        try {
            if (deltas.isEmpty()) {
                deltas = Optional.of(VocabularyDeltas.open(
                        connections.kafkaClient(Map.of(), Map.of()), schemas, VocabularyDeltas.DEFAULT_CACHE_BYTES));
            }
            return deltas.get().get(key, patience);
        } catch (MissingVocabularyException e) {
            throw ReaderException.failed(e.getMessage(), e);
        } catch (RetriableException e) {
            throw ReaderException.unreachable(connections, e);
        }
    }

    @Override
    public synchronized void close() {
        deltas.ifPresent(VocabularyDeltas::close);
    }
}
