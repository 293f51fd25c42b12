package io.tokenloom.text.sentencepiece;

import io.tokenloom.text.charsmap.PrecompiledCharsMap;
import java.nio.charset.StandardCharsets;

/**
 * SentencePiece's normalizer: replaces what its map holds, drops superfluous spaces, puts one in front, and writes spaces
 * as U+2581. User-defined pieces are kept as they are. Thread-safe: immutable.
 */
final class SentencePieceNormalizer {
    static final byte[] SPACE_SYMBOL = "\u2581".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SPACE = {' '};
    private static final long NO_MATCH = -1;

    private final PrecompiledCharsMap map;
    private final Symbols symbols;
    private final boolean addDummyPrefix;
    private final boolean removeExtraWhitespaces;
    private final byte[] space;
    /** For each ASCII character whether it stays as it is, wherever another one follows. */
    private final boolean[] plain = new boolean[128];

    SentencePieceNormalizer(SentencePieceFile file, Symbols symbols) {
        byte[] blob = file.charsMap();
        this.map = blob.length == 0 ? null : PrecompiledCharsMap.of(blob);
        this.symbols = symbols;
        this.addDummyPrefix = file.addDummyPrefix();
        this.removeExtraWhitespaces = file.removeExtraWhitespaces();
        this.space = file.escapeWhitespaces() ? SPACE_SYMBOL : SPACE;
        for (int c = 0; c < plain.length; c++) {
            plain[c] = c != ' ' && !symbols.mayBeginWith((byte) c) && (map == null || map.keepsBeforeAscii(c));
        }
    }

    /** Normalizes a text that is well-formed UTF-8. Sources are counted from its start. */
    void normalize(byte[] utf8, int from, int to, TracedText out) {
        int at = from;
        if (removeExtraWhitespaces) {
            at = behindSpaces(utf8, from, to);
        }
        if (at == to) {
            out.end(at - from);
            return;
        }
        if (addDummyPrefix) {
            out.append(space, 0, space.length, at - from);
        }
        boolean afterSpace = removeExtraWhitespaces;
        while (at < to) {
            byte b = utf8[at];
            int source = at - from;
            if (b >= 0 && plain[b] && (at + 1 == to || utf8[at + 1] >= 0)) {
                out.append(b, source);
                afterSpace = false;
                at++;
                continue;
            }
            int symbol = symbols.userDefined(utf8, at, to);
            long match = symbol > 0 || map == null ? NO_MATCH : map.longestMatch(utf8, at, to);
            if (match == NO_MATCH) {
                int end = at + (symbol > 0 ? symbol : Symbols.characterLength(b));
                afterSpace = append(utf8, at, end, source, afterSpace, out);
                at = end;
            } else {
                int start = PrecompiledCharsMap.replacementFrom(match);
                int end = map.replacementTo(start);
                afterSpace = append(map.replacements(), start, end, source, afterSpace, out);
                at += PrecompiledCharsMap.matchLength(match);
            }
        }
        int consumed = to - from;
        while (removeExtraWhitespaces && out.endsWith(space)) {
            consumed = out.cut(space.length);
        }
        out.end(consumed);
    }

    /** Appends what stands for a part of the text, and says whether a space that follows is superfluous. */
    private boolean append(byte[] bytes, int from, int to, int source, boolean afterSpace, TracedText out) {
        int at = from;
        while (afterSpace && at < to && bytes[at] == ' ') {
            at++;
        }
        if (at == to) {
            return afterSpace;
        }
        for (int i = at; i < to; i++) {
            if (bytes[i] == ' ') {
                out.append(space, 0, space.length, source);
            } else {
                out.append(bytes[i], source);
            }
        }
        return removeExtraWhitespaces && bytes[to - 1] == ' ';
    }

    /** The end of what is normalized to single spaces at the start. */
    private int behindSpaces(byte[] utf8, int from, int to) {
        int at = from;
        while (at < to) {
            if (symbols.userDefined(utf8, at, to) > 0) {
                // A user-defined space is a space here too.
                if (symbols.userDefined(utf8, at, to) != 1 || utf8[at] != ' ') {
                    return at;
                }
                at++;
                continue;
            }
            long match = map == null ? NO_MATCH : map.longestMatch(utf8, at, to);
            if (match == NO_MATCH) {
                if (utf8[at] != ' ') {
                    return at;
                }
                at++;
            } else {
                int start = PrecompiledCharsMap.replacementFrom(match);
                if (map.replacementTo(start) != start + 1 || map.replacements()[start] != ' ') {
                    return at;
                }
                at += PrecompiledCharsMap.matchLength(match);
            }
        }
        return at;
    }
}
