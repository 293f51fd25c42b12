package io.tokenloom.text.mode;

import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.text.dynamic.VocabularyDelta;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Vocabulary deltas as the records of {@code tokens.vocabularies.v1}, and back. Thread-safe: holds nothing. */
public final class DeltaRecords {
    /** Bytes of a version: so many of the digest's that nobody finds two deltas with one. */
    public static final int VERSION_BYTES = 16;

    private static final byte[] MAGIC = "TLVD".getBytes(StandardCharsets.US_ASCII);
    private static final int FORM = 1;

    private DeltaRecords() {}

    /** What token records call a delta: the first bytes of its digest. */
    public static byte[] version(VocabularyDelta delta) {
        return HexFormat.of().parseHex(delta.digest(), 0, 2 * VERSION_BYTES);
    }

    /**
     * The record of a delta.
     *
     * @param tokenizer of the token records
     * @param base whose ids are merged
     */
    public static io.tokenloom.record.VocabularyDelta record(
            TokenizerFingerprint tokenizer, TokenizerFingerprint base, VocabularyDelta delta) {
        List<Integer> lefts = new ArrayList<>();
        List<Integer> rights = new ArrayList<>();
        List<Integer> results = new ArrayList<>();
        List<ByteBuffer> tokens = new ArrayList<>();
        for (int entry = 0; entry < delta.size(); entry++) {
            lefts.add(delta.left(entry));
            rights.add(delta.right(entry));
            results.add(delta.result(entry));
            tokens.add(ByteBuffer.wrap(delta.token(entry)));
        }
        return io.tokenloom.record.VocabularyDelta.newBuilder()
                .setTokenizer(tokenizer)
                .setVersion(ByteBuffer.wrap(version(delta)))
                .setBase(base)
                .setBaseSize(delta.baseSize())
                .setLefts(lefts)
                .setRights(rights)
                .setResults(results)
                .setTokens(tokens)
                .build();
    }

    /**
     * The delta of a record.
     *
     * @throws IllegalArgumentException if it is none, or not the one that its version says
     */
    public static VocabularyDelta read(io.tokenloom.record.VocabularyDelta record) {
        int entries = record.getLefts().size();
        if (record.getRights().size() != entries
                || record.getResults().size() != entries
                || record.getTokens().size() != entries) {
            throw new IllegalArgumentException("this is no vocabulary delta: of its lists one is longer than another");
        }
        VocabularyDelta delta = VocabularyDelta.read(canonical(record, entries));
        byte[] version = new byte[record.getVersion().remaining()];
        record.getVersion().duplicate().get(version);
        if (!Arrays.equals(version, version(delta))) {
            throw new IllegalArgumentException("the entries of vocabulary delta "
                    + HexFormat.of().formatHex(version) + " have digest " + delta.digest());
        }
        return delta;
    }

    /** As {@link VocabularyDelta#toBytes()} says. */
    private static byte[] canonical(io.tokenloom.record.VocabularyDelta record, int entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(MAGIC);
        out.write(FORM);
        number(out, record.getBaseSize());
        number(out, entries);
        for (int entry = 0; entry < entries; entry++) {
            number(out, record.getLefts().get(entry));
            number(out, record.getRights().get(entry));
            int result = record.getResults().get(entry);
            number(out, result == record.getBaseSize() + entry ? 0 : 1 + result);
            byte[] token = new byte[record.getTokens().get(entry).remaining()];
            record.getTokens().get(entry).duplicate().get(token);
            number(out, token.length);
            out.writeBytes(token);
        }
        return out.toByteArray();
    }

    /** A negative number comes out as one that is too large, which the reader refuses. */
    private static void number(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest >>> 7 != 0) {
            out.write(rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }
}
