package io.tokenloom.text.tiktoken;

import io.tokenloom.text.ControlToken;
import io.tokenloom.text.TokenTable;
import io.tokenloom.text.TokenizerFileException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes tables of tokens out of a file of ranks, and collects what is wrong with it. Not thread-safe. */
final class RankReader {
    /** After so many the rest is most likely of the same kind. */
    private static final int MAX_MISTAKES = 20;
    /** Bytes of most lines, or fewer. */
    private static final int LINE = 16;
    /** More than in any vocabulary in use; if there are more, tables grow. */
    private static final int MOST_EXPECTED = 1 << 20;

    /** Ids above this would make the decoding table larger than any vocabulary in use. */
    private static final int MAX_ID = 10_000_000;

    private final byte[] file;
    private final List<String> mistakes = new ArrayList<>();
    /** Where the bytes of each rank begin and end in what the lines hold; an end of 0 where there are none. */
    private int[] starts;

    private int[] ends;
    /** One more than the largest rank. */
    private int size;

    RankReader(byte[] file) {
        this.file = file;
        int lines = Math.min(file.length / LINE, MOST_EXPECTED);
        starts = new int[lines];
        ends = new int[lines];
    }

    /** The tokens of all lines that can be read. */
    TokenTable read() {
        RankLines lines = new RankLines(file);
        while (lines.next()) {
            readLine(lines);
        }
        TokenTable.Builder table = new TokenTable.Builder(size, lines.tokens().length);
        for (int rank = 0; rank < size; rank++) {
            if (ends[rank] > 0) {
                table.add(rank, lines.tokens(), starts[rank], ends[rank]);
            }
        }
        return table.build();
    }

    private void readLine(RankLines lines) {
        if (!lines.read()) {
            add("line " + lines.number() + " of the ranks is not a token in Base64, a space and a rank");
            return;
        }
        int rank = lines.rank();
        if (rank > MAX_ID) {
            add("line " + lines.number() + " of the ranks: the rank must be 0 to " + MAX_ID + ", not " + rank);
        } else if (rank < size && ends[rank] > 0) {
            add("line " + lines.number() + " of the ranks repeats rank " + rank);
        } else {
            if (rank >= starts.length) {
                starts = Arrays.copyOf(starts, Math.max(2 * starts.length, rank + 1));
                ends = Arrays.copyOf(ends, starts.length);
            }
            starts[rank] = lines.start();
            ends[rank] = lines.end();
            size = Math.max(size, rank + 1);
        }
    }

    /** The tokens of the ranks and control tokens. */
    TokenTable withControls(TokenTable ranks, List<ControlToken> controlTokens) {
        SortedMap<Integer, byte[]> controls = new TreeMap<>();
        for (ControlToken control : controlTokens) {
            int id = control.id().orElse(0);
            if (control.id().isEmpty()) {
                add("control token " + control.content() + " needs an id: ranks do not hold control tokens");
            } else if (id < 0 || id > MAX_ID || ranks.has(id) || controls.containsKey(id)) {
                add("control token " + control.content() + ": id " + id + " is taken by another token or out of range");
            } else {
                controls.put(id, control.content().getBytes(StandardCharsets.UTF_8));
            }
        }
        return ranks.with(controls);
    }

    private void add(String mistake) {
        if (mistakes.size() < MAX_MISTAKES) {
            mistakes.add(mistake);
        }
    }

    /** Throws what was found to be wrong, and what more can be found then. */
    void throwIfAny() {
        if (!mistakes.isEmpty()) {
            findMore();
            throw new TokenizerFileException(mistakes);
        }
    }

    /** What is wrong with tokens that do not go together, by lines as far as it can be. */
    TokenizerFileException mistakes(TokenizerFileException found) {
        findMore();
        return mistakes.isEmpty() ? found : new TokenizerFileException(mistakes);
    }

    /** What is not looked for in a file that is right. */
    private void findMore() {
        Set<ByteBuffer> seen = new HashSet<>();
        RankLines lines = new RankLines(file);
        while (lines.next()) {
            if (lines.read()
                    && !seen.add(ByteBuffer.wrap(lines.tokens(), lines.start(), lines.end() - lines.start()))) {
                add("line " + lines.number() + " of the ranks repeats a token");
            }
        }
        for (int b = 0; b < 256; b++) {
            if (!seen.contains(ByteBuffer.wrap(new byte[] {(byte) b}))) {
                add(String.format("the ranks have no token for the single byte 0x%02X; all 256 are needed", b));
            }
        }
    }
}
