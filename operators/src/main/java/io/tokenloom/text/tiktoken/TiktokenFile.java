package io.tokenloom.text.tiktoken;

import io.tokenloom.text.ControlToken;
import io.tokenloom.text.TokenTable;
import io.tokenloom.text.TokenizerFileException;
import io.tokenloom.text.bpe.BytePairModel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The content of a {@code .tiktoken} file: per line the token in Base64, a space, its rank, which is its id. With a
 * splitter it makes a tokenizer. Thread-safe: immutable.
 *
 * @param model byte pair encoding of pieces
 * @param tokens what ids stand for, control tokens included
 */
public record TiktokenFile(BytePairModel model, TokenTable tokens) {
    /** After so many the rest is most likely of the same kind. */
    private static final int MAX_MISTAKES = 20;
    /** Bytes of most lines, or fewer. */
    private static final int LINE = 16;
    /** More than in any vocabulary in use; if there are more, tables grow. */
    private static final int MOST_EXPECTED = 1 << 20;

    /** Ids above this would make the decoding table larger than any vocabulary in use. */
    private static final int MAX_ID = 10_000_000;

    /**
     * Reads a file.
     *
     * @param controlTokens each with its id; text never becomes one
     * @throws TokenizerFileException with all mistakes in the file and the control tokens, up to 20
     */
    public static TiktokenFile read(byte[] file, List<ControlToken> controlTokens) {
        Reader reader = new Reader(Math.min(file.length / LINE, MOST_EXPECTED));
        reader.readLines(new RankLines(file));
        reader.requireAllBytes();
        byte[][] ranks = Arrays.copyOf(reader.tokens, reader.size);
        controlTokens.forEach(reader::addControlToken);
        if (!reader.mistakes.isEmpty()) {
            throw new TokenizerFileException(reader.mistakes);
        }
        return new TiktokenFile(
                BytePairModel.ofRanks(TokenTable.of(ranks)), TokenTable.of(Arrays.copyOf(reader.tokens, reader.size)));
    }

    /** What was read so far. */
    private static final class Reader {
        private final List<String> mistakes = new ArrayList<>();
        private final TokenSet seen;
        private byte[][] tokens;
        /** One more than the largest id. */
        private int size;

        /** @param lines about how many there are */
        Reader(int lines) {
            seen = new TokenSet(lines);
            tokens = new byte[lines][];
        }

        void readLines(RankLines lines) {
            while (lines.next()) {
                if (lines.read()) {
                    addRank(lines.number(), lines.token(), lines.rank());
                } else {
                    add("line " + lines.number() + " of the ranks is not a token in Base64, a space and a rank");
                }
            }
        }

        private void addRank(int line, byte[] token, int rank) {
            if (token.length == 0 || rank > MAX_ID) {
                add("line " + line + " of the ranks: the token must not be empty, and the rank must be 0 to " + MAX_ID
                        + ", not " + rank);
            } else if (!seen.add(token)) {
                add("line " + line + " of the ranks repeats a token");
            } else if (isTaken(rank)) {
                add("line " + line + " of the ranks repeats rank " + rank);
            } else {
                put(rank, token);
            }
        }

        void requireAllBytes() {
            for (int b = 0; b < 256; b++) {
                if (!seen.contains(new byte[] {(byte) b})) {
                    add(String.format("the ranks have no token for the single byte 0x%02X; all 256 are needed", b));
                }
            }
        }

        void addControlToken(ControlToken control) {
            if (control.id().isEmpty()) {
                add("control token " + control.content() + " needs an id: ranks do not hold control tokens");
                return;
            }
            int id = control.id().getAsInt();
            if (id < 0 || id > MAX_ID || isTaken(id)) {
                add("control token " + control.content() + ": id " + id + " is taken by another token or out of range");
            } else {
                put(id, control.content().getBytes(StandardCharsets.UTF_8));
            }
        }

        private boolean isTaken(int id) {
            return id < size && tokens[id] != null;
        }

        private void put(int id, byte[] token) {
            if (id >= tokens.length) {
                tokens = Arrays.copyOf(tokens, Math.max(2 * tokens.length, id + 1));
            }
            tokens[id] = token;
            size = Math.max(size, id + 1);
        }

        private void add(String mistake) {
            if (mistakes.size() < MAX_MISTAKES) {
                mistakes.add(mistake);
            }
        }
    }
}
