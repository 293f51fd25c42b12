package io.tokenloom.text.pipeline;

import io.tokenloom.text.Utf8;
import io.tokenloom.text.normalize.CharacterClass;
import io.tokenloom.text.pipeline.AddedToken.Trait;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Finds added tokens in a text: the leftmost, and of those that begin at one place the longest. A text in which none begins
 * costs a look at each byte; one in which many begin costs at most the length of the longest token for each byte.
 * Thread-safe: immutable.
 */
final class AddedTokens {
    private static final int NOTHING = -1;

    private final List<AddedToken> tokens;
    /** By first byte, whether some token begins with it; by the first two, likewise. */
    private final boolean[] firsts = new boolean[256];

    private final long[] pairs = new long[1024];

    /** A trie: edges by node and byte in an open hash table, key 0 for an empty place. */
    private int[] edgeKeys = new int[1024];

    private int[] edgeNodes = new int[1024];
    private int[] tokenOfNode = new int[256];
    private int nodes = 1;
    private int longest = 1;
    private int edges;

    private AddedTokens(List<AddedToken> tokens) {
        this.tokens = List.copyOf(tokens);
        Arrays.fill(tokenOfNode, NOTHING);
    }

    /** @param spelling what of a token's content is looked for; nothing empty */
    static AddedTokens of(List<AddedToken> tokens, UnaryOperator<String> spelling) {
        AddedTokens result = new AddedTokens(tokens);
        for (int i = 0; i < tokens.size(); i++) {
            result.add(spelling.apply(tokens.get(i).content()).getBytes(StandardCharsets.UTF_8), i);
        }
        return result;
    }

    /** Where a token was found. Not thread-safe. */
    static final class Match {
        int id;
        int start;
        int end;
    }

    private void add(byte[] spelling, int index) {
        longest = Math.max(longest, spelling.length);
        firsts[spelling[0] & 0xFF] = true;
        for (int second = 0; second < 256; second++) {
            if (spelling.length == 1 || second == (spelling[1] & 0xFF)) {
                int pair = (spelling[0] & 0xFF) << 8 | second;
                pairs[pair >> 6] |= 1L << pair;
            }
        }
        int node = 0;
        for (byte b : spelling) {
            int next = child(node, b);
            if (next == NOTHING) {
                next = nodes++;
                link(node, b, next);
            }
            node = next;
        }
        tokenOfNode[node] = index;
    }

    private void link(int node, byte b, int child) {
        if (2 * ++edges > edgeKeys.length) {
            int[] oldKeys = edgeKeys;
            int[] oldNodes = edgeNodes;
            edgeKeys = new int[2 * oldKeys.length];
            edgeNodes = new int[2 * oldKeys.length];
            for (int i = 0; i < oldKeys.length; i++) {
                if (oldKeys[i] != 0) {
                    putEdge(oldKeys[i], oldNodes[i]);
                }
            }
        }
        putEdge(key(node, b), child);
        if (child >= tokenOfNode.length) {
            int old = tokenOfNode.length;
            tokenOfNode = Arrays.copyOf(tokenOfNode, 2 * old);
            Arrays.fill(tokenOfNode, old, tokenOfNode.length, NOTHING);
        }
    }

    private void putEdge(int key, int child) {
        int at = place(key);
        while (edgeKeys[at] != 0) {
            at = at + 1 & edgeKeys.length - 1;
        }
        edgeKeys[at] = key;
        edgeNodes[at] = child;
    }

    private int child(int node, byte b) {
        int key = key(node, b);
        for (int at = place(key); edgeKeys[at] != 0; at = at + 1 & edgeKeys.length - 1) {
            if (edgeKeys[at] == key) {
                return edgeNodes[at];
            }
        }
        return NOTHING;
    }

    private static int key(int node, byte b) {
        return (node << 8 | b & 0xFF) + 1;
    }

    private int place(int key) {
        return (key * 0x9E3779B9 >>> 8) & edgeKeys.length - 1;
    }

    /**
     * Finds the next token.
     *
     * @param sentence where the text begins that tokens look around in
     * @param from where to look from: the end of the match before, or the start
     * @return whether there is one; {@code match} then says where
     */
    boolean find(byte[] utf8, int sentence, int from, int to, Match match) {
        int at = from;
        while (at < to) {
            if (!firsts[utf8[at] & 0xFF] || !beginsPair(utf8, at, to)) {
                at++;
                continue;
            }
            int longest = NOTHING;
            int end = at;
            int node = 0;
            for (int i = at; i < to; i++) {
                node = child(node, utf8[i]);
                if (node == NOTHING) {
                    break;
                }
                if (tokenOfNode[node] != NOTHING) {
                    longest = tokenOfNode[node];
                    end = i + 1;
                }
            }
            if (longest == NOTHING) {
                at++;
            } else if (accepts(tokens.get(longest), utf8, sentence, at, end, to)) {
                place(tokens.get(longest), utf8, from, at, end, to, match);
                return true;
            } else {
                at = end;
            }
        }
        return false;
    }

    /** Where the first token may begin that reaches {@code to} or goes on behind it; {@code to} if none does. */
    int open(byte[] utf8, int from, int to) {
        for (int at = Math.max(from, to - longest + 1); at < to; at++) {
            int node = 0;
            int i = at;
            while (i < to && node != NOTHING) {
                node = child(node, utf8[i++]);
            }
            if (node != NOTHING) {
                return at;
            }
        }
        return to;
    }

    private boolean beginsPair(byte[] utf8, int at, int to) {
        int pair = (utf8[at] & 0xFF) << 8 | (at + 1 < to ? utf8[at + 1] & 0xFF : 0);
        return at + 1 == to || (pairs[pair >> 6] & 1L << pair) != 0;
    }

    private static boolean accepts(AddedToken token, byte[] utf8, int sentence, int start, int end, int to) {
        return !token.is(Trait.SINGLE_WORD)
                || (start == sentence || !Around.WORD.at(utf8, Utf8.before(utf8, start)))
                        && (end == to || !Around.WORD.at(utf8, end));
    }

    private static void place(AddedToken token, byte[] utf8, int from, int start, int end, int to, Match match) {
        match.id = token.id();
        match.start = start;
        match.end = end;
        if (token.is(Trait.LEFT_STRIP)) {
            while (match.start > from && Around.WHITE_SPACE.at(utf8, Utf8.before(utf8, match.start))) {
                match.start = Utf8.before(utf8, match.start);
            }
        }
        if (token.is(Trait.RIGHT_STRIP)) {
            match.end = Around.WHITE_SPACE.end(utf8, end, to);
        }
    }

    /** Needed by few vocabularies, and so made when first needed. */
    private static final class Around {
        static final CharacterClass WORD = CharacterClass.of("[[:Alphabetic:][:M:][:Nd:][:Pc:][:Join_Control:]]");
        static final CharacterClass WHITE_SPACE = CharacterClass.of("[:White_Space:]");
    }
}
