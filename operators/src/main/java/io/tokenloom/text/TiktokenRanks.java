package io.tokenloom.text;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** The ranks of a {@code .tiktoken} file, checked. Thread-safe: not changed after {@link #parse}. */
final class TiktokenRanks {
    /** After so many the rest is most likely of the same kind. */
    private static final int MAX_MISTAKES = 20;

    /** Ids above this would make the decoding table larger than any vocabulary in use. */
    private static final int MAX_ID = 10_000_000;

    private final List<byte[]> contents = new ArrayList<>();
    private final List<Integer> ranks = new ArrayList<>();
    private final TokenBytes tokenBytes = new TokenBytes();
    private final List<String> mistakes = new ArrayList<>();

    private TiktokenRanks() {}

    static TiktokenRanks parse(byte[] file, List<ControlToken> controlTokens) {
        TiktokenRanks result = new TiktokenRanks();
        Set<ByteBuffer> seen = new HashSet<>();
        int number = 0;
        for (String line : new String(file, StandardCharsets.ISO_8859_1).split("\n")) {
            number++;
            if (!line.isBlank()) {
                result.readLine(line.strip(), number, seen);
            }
        }
        result.requireAllBytes(seen);
        for (ControlToken control : controlTokens) {
            result.addControlToken(control);
        }
        if (!result.mistakes.isEmpty()) {
            throw new TokenizerFileException(result.mistakes);
        }
        return result;
    }

    private void readLine(String line, int number, Set<ByteBuffer> seen) {
        int space = line.indexOf(' ');
        byte[] content;
        int rank;
        try {
            content = Base64.getDecoder().decode(line.substring(0, Math.max(space, 0)));
            rank = Integer.parseInt(line.substring(space + 1));
        } catch (IllegalArgumentException e) {
            add("line " + number + " of the ranks is not a token in Base64, a space and a rank");
            return;
        }
        if (content.length == 0 || rank < 0 || rank > MAX_ID) {
            add("line " + number + " of the ranks: the token must not be empty, and the rank must be 0 to " + MAX_ID
                    + ", not " + rank);
        } else if (!seen.add(ByteBuffer.wrap(content))) {
            add("line " + number + " of the ranks repeats a token");
        } else if (tokenBytes.has(rank)) {
            add("line " + number + " of the ranks repeats rank " + rank);
        } else {
            contents.add(content);
            ranks.add(rank);
            tokenBytes.put(rank, content);
        }
    }

    private void requireAllBytes(Set<ByteBuffer> seen) {
        for (int b = 0; b < 256; b++) {
            if (!seen.contains(ByteBuffer.wrap(new byte[] {(byte) b}))) {
                add(String.format("the ranks have no token for the single byte 0x%02X; all 256 are needed", b));
            }
        }
    }

    private void addControlToken(ControlToken control) {
        if (control.id().isEmpty()) {
            add("control token " + control.content() + " needs an id: ranks do not hold control tokens");
            return;
        }
        int id = control.id().getAsInt();
        if (id < 0 || id > MAX_ID || tokenBytes.has(id)) {
            add("control token " + control.content() + ": id " + id + " is taken by another token or out of range");
        } else {
            tokenBytes.put(id, control.content().getBytes(StandardCharsets.UTF_8));
        }
    }

    private void add(String mistake) {
        if (mistakes.size() < MAX_MISTAKES) {
            mistakes.add(mistake);
        }
    }

    int size() {
        return ranks.size();
    }

    void forEach(BiConsumer<byte[], Integer> consumer) {
        for (int i = 0; i < contents.size(); i++) {
            consumer.accept(contents.get(i), ranks.get(i));
        }
    }

    /** Ranks and control tokens by id. */
    TokenBytes tokenBytes() {
        return tokenBytes;
    }
}
