package io.tokenloom.cli.text;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What kind of tokenizer a file holds. Names say little: {@code tokenizer.model} is of several kinds. */
enum TokenizerFileKind {
    /** A {@code tokenizer.json}. */
    HUGGING_FACE,
    /** Ranks: lines of a token in Base64, a space, a number. */
    TIKTOKEN,
    /** A SentencePiece model: a message of Protocol Buffers that begins with its first piece. */
    SENTENCE_PIECE,
    /** None of them. */
    UNKNOWN;

    private static final int LOOKED_AT = 1024;
    /** Field 1, of a length that follows. */
    private static final String FIRST_PIECE = "\n";

    private static final Pattern JSON = Pattern.compile("\\s*\\{.*", Pattern.DOTALL);
    private static final Pattern RANKS = Pattern.compile("[A-Za-z0-9+/]+={0,2} [0-9]+\\R.*", Pattern.DOTALL);

    /** The kind by the first bytes. */
    static TokenizerFileKind of(byte[] content) {
        String start = new String(content, 0, Math.min(content.length, LOOKED_AT), StandardCharsets.ISO_8859_1);
        if (JSON.matcher(start).matches()) {
            return HUGGING_FACE;
        }
        if (RANKS.matcher(start).matches()) {
            return TIKTOKEN;
        }
        return start.startsWith(FIRST_PIECE) ? SENTENCE_PIECE : UNKNOWN;
    }
}
