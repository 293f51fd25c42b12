package io.tokenloom.archive.compact;

import io.tokenloom.archive.ArchivedRecord;
import io.tokenloom.record.ContentDigest;
import io.tokenloom.record.SourceRef;
import io.tokenloom.record.TextAttributes;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.record.Truncation;
import io.tokenloom.record.TruncationKind;
import io.tokenloom.record.Trust;
import io.tokenloom.wire.IntList;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;

/** Token records of texts, as the jobs make them. */
final class Records {
    static final String TOKENIZER = "0123456789abcdef";

    private Records() {}

    /** A record of a part of an item. */
    static ArchivedRecord of(String key, String itemId, SourceRef source, long micros, String delta, int... ids) {
        TextAttributes text = new TextAttributes(
                Trust.UNTRUSTED,
                List.of(),
                List.of(),
                false,
                ByteBuffer.wrap(HexFormat.of().parseHex(delta)));
        TokenSequence tokens = new TokenSequence();
        tokens.setSource(source);
        tokens.setItemId(itemId);
        tokens.setEventTime(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
        tokens.setContentDigest(new ContentDigest(new byte[16]));
        tokens.setTokenizer(new TokenizerFingerprint(HexFormat.of().parseHex(TOKENIZER)));
        tokens.setPlanes(List.of(new TokenPlane("", IntList.of(ids), 0)));
        tokens.setOrder(TokenOrder.TEXT);
        tokens.setTruncation(new Truncation(TruncationKind.NONE, List.of(), List.of()));
        tokens.setText(text);
        return new ArchivedRecord(key, tokens);
    }

    /** A record of a whole item that has no id of its own. */
    static ArchivedRecord line(String key, long offset, long micros, int... ids) {
        return of(key, "logs/0/" + offset, new SourceRef("logs", 0, offset, 0, 1), micros, "", ids);
    }
}
