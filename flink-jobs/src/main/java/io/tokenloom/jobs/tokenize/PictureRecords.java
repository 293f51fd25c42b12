package io.tokenloom.jobs.tokenize;

import io.tokenloom.claim.ClaimCheck;
import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.record.ContentDigest;
import io.tokenloom.record.SourceRef;
import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.vision.TokenContract;
import io.tokenloom.wire.AvroRecordWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * Makes the token records of pictures: one for each step of an image and each frame of a video. Equal input, state and
 * tokenizer give equal bytes. Not thread-safe.
 */
final class PictureRecords {
    /** Room for key and frame beside the value in a record batch. */
    private static final int FRAME_BYTES = 1024;

    private final PlannedRoute route;
    private final TokenContract contract;
    private final TokenizerFingerprint fingerprint;
    private final PictureFields fields;
    private final AvroRecordWriter<TokenSequence> sequences;
    private final AvroRecordWriter<TokenEmbeddings> embeddings;

    /** @param fingerprint of the tokenizer, 8 bytes */
    PictureRecords(PlannedRoute route, TokenContract contract, byte[] fingerprint) {
        this.route = route;
        this.contract = contract;
        this.fingerprint = new TokenizerFingerprint(fingerprint);
        this.fields = new PictureFields(contract);
        this.sequences = AvroRecordWriter.of(TokenSequence.class, route.tokenSchemaId());
        this.embeddings = AvroRecordWriter.of(TokenEmbeddings.class, route.tokenSchemaId());
    }

    /** The type of the records of such tokens. */
    static Class<? extends SpecificRecord> type(TokenContract contract) {
        return contract.payload() instanceof TokenContract.Payload.Embeddings
                ? TokenEmbeddings.class
                : TokenSequence.class;
    }

    /**
     * The framed records of an item, all or none.
     *
     * @param pictures at least one
     * @throws TokenizationException RECORD_TOO_LARGE
     */
    ItemTokenizer.Made of(SourceRecord source, ItemFacts item, List<TokenizedPicture> pictures) {
        List<byte[]> values = new ArrayList<>(pictures.size());
        long tokens = 0;
        for (int part = 0; part < pictures.size(); part++) {
            TokenizedPicture picture = pictures.get(part);
            SourceRef ref = new SourceRef(source.topic(), source.partition(), source.offset(), part, pictures.size());
            byte[] value = picture.payload() instanceof TokenPayload.Ids ids
                    ? sequences.write(sequence(ref, item, picture, ids))
                    : embeddings.write(numbers(ref, item, picture, (TokenPayload.Numbers) picture.payload()));
            requireFit(source, value);
            values.add(value);
            tokens += picture.payload().count();
        }
        return new ItemTokenizer.Made(values, tokens, item.contentBytes());
    }

    private void requireFit(SourceRecord source, byte[] value) {
        int bytes = value.length + (source.key() == null ? 0 : source.key().length) + FRAME_BYTES;
        if (bytes > route.maxTokenBytes()) {
            throw new TokenizationException(
                    FailureCode.RECORD_TOO_LARGE,
                    "The token record of a picture has " + bytes + " bytes, its topic takes " + route.maxTokenBytes()
                            + ". Raise max.message.bytes of the token topic, keep fewer tokens, or, for embeddings,"
                            + " name a claim store in the connections file.");
        }
    }

    private TokenSequence sequence(SourceRef ref, ItemFacts item, TokenizedPicture picture, TokenPayload.Ids ids) {
        TokenSequence made = new TokenSequence();
        made.setSource(ref);
        made.setItemId(item.itemId());
        made.setCorrelationId(item.correlationId().orElse(null));
        made.setEventTime(item.eventTime());
        made.setContentDigest(new ContentDigest(picture.digest()));
        made.setTokenizer(fingerprint);
        made.setPlanes(planes(ids));
        made.setOrder(contract.order());
        made.setTruncation(fields.truncation(ids.count(), ids.tokens().qualities()));
        made.setLayout(fields.layout(ids.count()).orElse(null));
        made.setGeometry(fields.geometry(picture.seen(), ids.keptPositions()));
        made.setStream(fields.position(item, picture));
        made.setFraming(fields.framing().orElse(null));
        return made;
    }

    private List<TokenPlane> planes(TokenPayload.Ids ids) {
        List<TokenContract.Plane> named = ((TokenContract.Payload.Ids) contract.payload()).planes();
        List<TokenPlane> planes = new ArrayList<>(named.size());
        for (int i = 0; i < named.size(); i++) {
            planes.add(new TokenPlane(
                    named.get(i).name(),
                    Arrays.stream(ids.tokens().planes()[i]).boxed().toList(),
                    named.get(i).vocabularySize()));
        }
        return planes;
    }

    private TokenEmbeddings numbers(
            SourceRef ref, ItemFacts item, TokenizedPicture picture, TokenPayload.Numbers numbers) {
        TokenEmbeddings made = new TokenEmbeddings();
        made.setSource(ref);
        made.setItemId(item.itemId());
        made.setCorrelationId(item.correlationId().orElse(null));
        made.setEventTime(item.eventTime());
        made.setContentDigest(new ContentDigest(picture.digest()));
        made.setTokenizer(fingerprint);
        made.setElementType(numbers.type());
        made.setShape(List.of(numbers.count(), numbers.dimension()));
        made.setValues(ByteBuffer.wrap(numbers.values()));
        made.setClaimUri(numbers.claim().map(check -> check.uri().toString()).orElse(null));
        made.setClaimSha256(numbers.claim()
                .map(ClaimCheck::sha256)
                .map(hex -> ByteBuffer.wrap(HexFormat.of().parseHex(hex)))
                .orElse(null));
        made.setOrder(contract.order());
        made.setTruncation(fields.truncation(numbers.count(), new float[0]));
        made.setLayout(fields.layout(numbers.count()).orElse(null));
        made.setGeometry(fields.geometry(picture.seen(), numbers.keptPositions()));
        made.setStream(fields.position(item, picture));
        made.setFraming(fields.framing().orElse(null));
        return made;
    }
}
