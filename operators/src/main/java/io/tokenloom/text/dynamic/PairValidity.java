package io.tokenloom.text.dynamic;

import io.tokenloom.text.StrictUtf8;
import io.tokenloom.text.Utf8Text;
import io.tokenloom.text.split.Splitter;
import java.util.Arrays;
import java.util.Optional;

/** Which pairs of tokens may be merged. Not thread-safe: has working memory for the bytes of a join. */
final class PairValidity {
    private static final int FIRST_CAPACITY = 64;

    private final BaseVocabulary base;
    private final DynamicRules rules;
    private final Optional<Splitter> splitter;
    private final int[] pieceEnds = new int[8];
    private byte[] join = new byte[FIRST_CAPACITY];

    PairValidity(BaseVocabulary base, DynamicRules rules, Optional<Splitter> splitter) {
        this.base = base;
        this.rules = rules;
        this.splitter = splitter;
    }

    boolean allows(int left, int right, MergedTokens tokens) {
        if (base.isControl(left) || base.isControl(right)) {
            return false;
        }
        int leftLength = tokens.length(left);
        int rightLength = tokens.length(right);
        if (leftLength == 0 || rightLength == 0 || rules.maximumTokenBytes() - leftLength < rightLength) {
            return false;
        }
        int length = Math.addExact(leftLength, rightLength);
        if (length > join.length) {
            join = new byte[Math.max(length, (int) Math.min(Integer.MAX_VALUE - 8L, join.length * 2L))];
        }
        tokens.copy(left, join, 0);
        tokens.copy(right, join, leftLength);
        if (!spacesLead(length)) {
            return false;
        }
        // Half a character can't be looked at; it is allowed, as a later merge may complete it.
        return rules.boundary() == Boundary.SENTENCE
                || !Utf8Text.isValid(join, 0, length)
                || switch (rules.boundary()) {
                    case SENTENCE -> true;
                    case WORD -> oneWord(length);
                    case WORD_HYPHEN -> oneWord(length) && hyphenOnly(left, right);
                    case PRETOKENS -> onePiece(length);
                };
    }

    private boolean spacesLead(int length) {
        boolean behindFirst = false;
        boolean all = isSpace(join[0]);
        for (int i = 1; i < length; i++) {
            boolean space = isSpace(join[i]);
            behindFirst |= space;
            all &= space;
        }
        return !behindFirst || all && !(length == 2 && join[0] == '\n' && join[1] == '\n');
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\n';
    }

    private boolean oneWord(int length) {
        int words = 0;
        boolean inWord = false;
        for (int at = 0; at < length; ) {
            int codePoint = StrictUtf8.codePoint(join, at, length);
            boolean white = isWhiteSpace(codePoint);
            if (!white && !inWord) {
                words++;
            }
            inWord = !white;
            at += StrictUtf8.length(codePoint);
        }
        return words == 1;
    }

    /** The Unicode property White_Space, which is closed. */
    private static boolean isWhiteSpace(int codePoint) {
        return codePoint == ' '
                || codePoint >= '\t' && codePoint <= '\r'
                || codePoint == 0x85
                || codePoint == 0xA0
                || codePoint == 0x1680
                || codePoint >= 0x2000 && codePoint <= 0x200A
                || codePoint == 0x2028
                || codePoint == 0x2029
                || codePoint == 0x202F
                || codePoint == 0x205F
                || codePoint == 0x3000;
    }

    private boolean hyphenOnly(int left, int right) {
        return isPunctuation(left) || !isPunctuation(right) || base.isHyphen(right);
    }

    private boolean isPunctuation(int id) {
        return id < base.tokens().size() && base.isPunctuation(id);
    }

    private boolean onePiece(int length) {
        int pieces = 0;
        int at = 0;
        while (at < length && pieces < 2) {
            int ends = splitter.orElseThrow().split(join, at, length, true, pieceEnds);
            // A dropped stretch is no piece.
            pieces += (int)
                    Arrays.stream(pieceEnds, 0, ends).filter(end -> end >= 0).count();
            int last = pieceEnds[ends - 1];
            at = last < 0 ? ~last : last;
        }
        return pieces == 1;
    }
}
