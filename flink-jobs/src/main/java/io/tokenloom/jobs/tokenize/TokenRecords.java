package io.tokenloom.jobs.tokenize;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.jobs.routes.Span;
import io.tokenloom.record.ContentDigest;
import io.tokenloom.record.SequenceLayout;
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
import io.tokenloom.text.items.ItemsPerToken;
import io.tokenloom.text.mode.EncodedText;
import io.tokenloom.text.mode.ModeEncoder;
import io.tokenloom.wire.AvroRecordWriter;
import io.tokenloom.wire.IntList;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the token records of a text: one, or parts n of m where the text is over {@link
 * TextPartitioner#DEFAULT_LIMIT_BYTES}. All or none: a text whose last part fails leaves nothing behind. Equal input and
 * tokenizer give equal bytes. Not thread-safe.
 */
final class TokenRecords {
    private static final int DIGEST_BYTES = 16;

    /** Room for key and frame beside the value in a record batch. */
    private static final int FRAME_BYTES = 1024;

    private static final ByteBuffer NO_DELTA = ByteBuffer.allocate(0);
    private static final Truncation NONE = new Truncation(TruncationKind.NONE, List.of(), List.of());

    private final TextTokenizer tokenizer;
    private final ModeEncoder encoder;
    private final Optional<TokenItems> items;
    private final TokenizerFingerprint fingerprint;
    private final Set<Span> spans;
    private final int maxRecordBytes;
    private final AvroRecordWriter<TokenSequence> writer;
    private final MessageDigest sha256;

    /**
     * Records of texts that a tokenizer makes on a route.
     *
     * @param tokenizer stays the caller's to close
     * @param items who counts what tokens hold, if anybody does
     */
    TokenRecords(TextTokenizer tokenizer, PlannedRoute route, Optional<TokenItems> items) {
        this.items = items;
        this.tokenizer = tokenizer;
        this.encoder = new ModeEncoder(tokenizer, route.route().mode());
        this.fingerprint = new TokenizerFingerprint(HexFormat.of().parseHex(route.fingerprint()));
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
     * The record of a part of a text.
     *
     * @param value framed
     * @param tokens how many it has
     * @param bytes of its text
     */
    record Part(byte[] value, int tokens, int bytes) {}

    /**
     * The records of a text, in order.
     *
     * @throws TokenizationException TEXT_ENCODING, TEXT_LIMIT, RECORD_TOO_LARGE
     */
    List<Part> of(SourceRecord source, TextInput input) {
        byte[] content = input.content();
        if (content.length > TextPartitioner.DEFAULT_LIMIT_BYTES) {
            // As a whole, before the first part costs anything.
            Utf8Text.requireValid(content, 0, content.length);
        }
        int[] ends = TextPartitioner.cuts(content, TextPartitioner.DEFAULT_LIMIT_BYTES, tokenizer.cutRule());
        List<Part> parts = new ArrayList<>(ends.length);
        int start = 0;
        for (int part = 0; part < ends.length; part++) {
            EncodedText encoded = encoder.encode(content, start, ends[part] - start);
            int[] ids = encoded.ids();
            TokenSequence made = sequence(source, input, part, ends.length);
            made.setContentDigest(digest(content, start, ends[part]));
            made.setPlanes(List.of(new TokenPlane("", IntList.of(ids), 0)));
            made.setText(attributes(input, content, start, ends[part], ids));
            made.setLayout(layout(encoded));
            countItems(content, start, ends[part], encoded);
            byte[] value = writer.write(made);
            int bytes = value.length + (source.key() == null ? 0 : source.key().length) + FRAME_BYTES;
            if (bytes > maxRecordBytes) {
                throw new TokenizationException(
                        FailureCode.RECORD_TOO_LARGE,
                        "The token record of a text of " + (ends[part] - start) + " bytes has " + bytes
                                + " bytes, its topic takes " + maxRecordBytes
                                + ". Raise max.message.bytes of the token topic, or send shorter items.");
            }
            parts.add(new Part(value, ids.length, ends[part] - start));
            start = ends[part];
        }
        return parts;
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

    private void countItems(byte[] content, int start, int end, EncodedText encoded) {
        if (items.isPresent()
                && tokenizer.lossless()
                && encoded.separators().length == 0
                && items.get().due()) {
            byte[] text = Arrays.copyOfRange(content, start, end);
            items.get().see(ItemsPerToken.of(text, tokenizer.byteEnds(encoded.ids())));
        }
    }

    /** Null where there is nothing to say, which takes the fewest bytes. */
    private static SequenceLayout layout(EncodedText encoded) {
        if (encoded.wordEnds().length == 0 && encoded.separators().length == 0) {
            return null;
        }
        return SequenceLayout.newBuilder()
                .setBlockEnds(IntList.of(encoded.wordEnds()))
                .setSeparators(IntList.of(encoded.separators()))
                .build();
    }

    private TextAttributes attributes(TextInput input, byte[] content, int start, int end, int[] ids) {
        TextAttributes text = new TextAttributes();
        text.setTrust(input.trust());
        text.setByteEnds(List.of());
        text.setUtf16Ends(List.of());
        if (!spans.isEmpty()) {
            int[] byteEnds = tokenizer.byteEnds(ids);
            if (spans.contains(Span.BYTES)) {
                text.setByteEnds(IntList.of(byteEnds));
            }
            if (spans.contains(Span.UTF16)) {
                text.setUtf16Ends(IntList.of(TokenSpans.utf16Ends(content, start, end - start, byteEnds)));
            }
        }
        text.setUnfinishedTail(false);
        text.setVocabularyDelta(NO_DELTA);
        return text;
    }

    private ContentDigest digest(byte[] content, int start, int end) {
        sha256.update(content, start, end - start);
        return new ContentDigest(Arrays.copyOf(sha256.digest(), DIGEST_BYTES));
    }
}
