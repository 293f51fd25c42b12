package io.tokenloom.jobs.tokenize;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.jobs.routes.Span;
import io.tokenloom.record.ContentDigest;
import io.tokenloom.record.SourceRef;
import io.tokenloom.record.TextAttributes;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.record.Truncation;
import io.tokenloom.record.TruncationKind;
import io.tokenloom.text.TextPartitioner;
import io.tokenloom.text.TextTokenizer;
import io.tokenloom.text.TokenSpans;
import io.tokenloom.text.Utf8Text;
import io.tokenloom.wire.AvroRecordWriter;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.PrimitivesArrays;

/**
 * Makes the token records of a text: one, or parts n of m where the text is over {@link
 * TextPartitioner#DEFAULT_LIMIT_BYTES}. All or none: a text whose last part fails leaves nothing behind. Equal input and
 * tokenizer give equal bytes. Not thread-safe.
 */
final class TokenRecords {
    private static final int DIGEST_BYTES = 16;

    /** Room for key and frame beside the value in a record batch. */
    private static final int FRAME_BYTES = 1024;

    private static final Schema IDS = Schema.createArray(Schema.create(Schema.Type.INT));
    private static final Truncation NONE = new Truncation(TruncationKind.NONE, List.of(), List.of());

    private final TextTokenizer tokenizer;
    private final TokenizerFingerprint fingerprint;
    private final Set<Span> spans;
    private final int maxRecordBytes;
    private final AvroRecordWriter<TokenSequence> writer;
    private final MessageDigest sha256;

    TokenRecords(TextBundle bundle, PlannedRoute route) {
        this.tokenizer = bundle.tokenizer();
        this.fingerprint = new TokenizerFingerprint(bundle.fingerprint().shortBytes());
        this.spans = route.route().spans();
        this.maxRecordBytes = route.maxTokenBytes();
        this.writer = AvroRecordWriter.of(TokenSequence.class, route.tokenSchemaId());
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    /**
     * The records of a text.
     *
     * @throws TokenizationException TEXT_ENCODING, TEXT_LIMIT, RECORD_TOO_LARGE
     */
    ItemTokenizer.Made of(SourceRecord source, TextInput input) {
        byte[] content = input.content();
        if (content.length > TextPartitioner.DEFAULT_LIMIT_BYTES) {
            // As a whole, before the first part costs anything.
            Utf8Text.requireValid(content, 0, content.length);
        }
        int[] ends = TextPartitioner.cuts(content, TextPartitioner.DEFAULT_LIMIT_BYTES, tokenizer.cutRule());
        List<byte[]> values = new ArrayList<>(ends.length);
        long tokens = 0;
        int start = 0;
        for (int part = 0; part < ends.length; part++) {
            int[] ids = tokenizer.encode(content, start, ends[part] - start);
            TokenSequence made = sequence(source, input, part, ends.length);
            made.setContentDigest(digest(content, start, ends[part]));
            made.setPlanes(List.of(new TokenPlane("", list(ids), 0)));
            made.setText(attributes(input, content, start, ends[part], ids));
            byte[] value = writer.write(made);
            int bytes = value.length + (source.key() == null ? 0 : source.key().length) + FRAME_BYTES;
            if (bytes > maxRecordBytes) {
                throw new TokenizationException(
                        FailureCode.RECORD_TOO_LARGE,
                        "The token record of a text of " + (ends[part] - start) + " bytes has " + bytes
                                + " bytes, its topic takes " + maxRecordBytes
                                + ". Raise max.message.bytes of the token topic, or send shorter items.");
            }
            values.add(value);
            tokens += ids.length;
            start = ends[part];
        }
        return new ItemTokenizer.Made(values, tokens, content.length);
    }

    private TokenSequence sequence(SourceRecord source, TextInput input, int part, int parts) {
        TokenSequence made = new TokenSequence();
        made.setSource(new SourceRef(source.topic(), source.partition(), source.offset(), part, parts));
        made.setItemId(input.itemId());
        made.setCorrelationId(input.correlationId().orElse(null));
        made.setEventTime(input.eventTime());
        made.setTokenizer(fingerprint);
        made.setOrder(TokenOrder.TEXT);
        made.setTruncation(NONE);
        return made;
    }

    private TextAttributes attributes(TextInput input, byte[] content, int start, int end, int[] ids) {
        TextAttributes text = new TextAttributes();
        text.setTrust(input.trust());
        text.setByteEnds(List.of());
        text.setUtf16Ends(List.of());
        if (!spans.isEmpty()) {
            int[] byteEnds = tokenizer.byteEnds(ids);
            if (spans.contains(Span.BYTES)) {
                text.setByteEnds(list(byteEnds));
            }
            if (spans.contains(Span.UTF16)) {
                text.setUtf16Ends(list(TokenSpans.utf16Ends(content, start, end - start, byteEnds)));
            }
        }
        text.setUnfinishedTail(false);
        return text;
    }

    private ContentDigest digest(byte[] content, int start, int end) {
        sha256.update(content, start, end - start);
        return new ContentDigest(Arrays.copyOf(sha256.digest(), DIGEST_BYTES));
    }

    /** Unboxed: a text of 4 MiB can have as many tokens. */
    private static List<Integer> list(int[] numbers) {
        PrimitivesArrays.IntArray list = new PrimitivesArrays.IntArray(numbers.length, IDS);
        for (int i = 0; i < numbers.length; i++) {
            list.add(i, numbers[i]);
        }
        return list;
    }
}
