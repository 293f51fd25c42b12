package io.tokenloom.jobs.tokenize;

import io.tokenloom.bundle.Fingerprint;
import io.tokenloom.bundle.TokenizerBundle;
import io.tokenloom.connection.Connections;
import io.tokenloom.jobs.routes.ClusterUnavailableException;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.record.TokenizerVersion;
import io.tokenloom.text.mode.TextMode;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.wire.AvroRecordWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Describes tokenizers on {@code tokens.tokenizers.v1}. The topic is compacted, so saying it again changes nothing. */
final class TokenizerAnnouncement {
    private TokenizerAnnouncement() {}

    /** What a bundle is, as a record. */
    static TokenizerVersion version(TokenizerBundle bundle) {
        return TokenizerVersion.newBuilder()
                .setName(bundle.name())
                .setVersion(bundle.version())
                .setFingerprint(new TokenizerFingerprint(bundle.fingerprint().shortBytes()))
                .setSha256(ByteBuffer.wrap(bundle.fingerprint().sha256()))
                .setModality(bundle.modality())
                .setVocabularySize(bundle.vocabularySize())
                .setLossless(bundle.lossless())
                .setManifest(bundle.manifestYaml())
                .build();
    }

    /** What a mode makes of a tokenizer of text. */
    static TokenizerVersion version(TokenizerVersion base, Fingerprint baseFingerprint, TextMode mode) {
        Fingerprint fingerprint = baseFingerprint.with(mode);
        if (fingerprint.equals(baseFingerprint)) {
            return base;
        }
        int more = mode instanceof TextMode.Dynamic dynamic ? dynamic.merges() : 0;
        return TokenizerVersion.newBuilder(base)
                .setFingerprint(new TokenizerFingerprint(fingerprint.shortBytes()))
                .setSha256(ByteBuffer.wrap(fingerprint.sha256()))
                .setVocabularySize(base.getVocabularySize() + more)
                .setBase(base.getFingerprint())
                .setOptions(mode.spelling())
                .build();
    }

    /** Key of the record: the short fingerprint, 16 hex digits. */
    static String key(TokenizerVersion version) {
        return HexFormat.of().formatHex(version.getFingerprint().bytes());
    }

    /**
     * Writes them and waits until the broker has them.
     *
     * @throws ClusterUnavailableException if the broker does not take one
     */
    static void publish(Connections connections, int schemaId, Collection<TokenizerVersion> versions)
            throws InterruptedException {
        AvroRecordWriter<TokenizerVersion> writer = AvroRecordWriter.of(TokenizerVersion.class, schemaId);
        String topic = TopicCatalogue.TOKENIZERS.name();
        Announcement.publish(
                connections,
                topic,
                versions.stream()
                        .map(version -> new ProducerRecord<>(
                                topic, key(version).getBytes(StandardCharsets.UTF_8), writer.write(version))));
    }
}
