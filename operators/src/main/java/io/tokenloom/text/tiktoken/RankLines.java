package io.tokenloom.text.tiktoken;

import java.util.Arrays;

/**
 * Goes through the lines of a file of ranks: the token in Base64, a space, its rank. Lines of white space alone are passed
 * over, and white space around a line does not count. Not thread-safe.
 */
final class RankLines {
    private static final byte[] DIGITS = digits();
    private static final int MAX_DIGITS = 9;

    private final byte[] file;
    private int at;
    private int number;
    private int rank;
    /** The bytes of all tokens that were read, one after the other. */
    private final byte[] tokens;

    private int start;
    private int end;

    RankLines(byte[] file) {
        this.file = file;
        this.tokens = new byte[file.length / 4 * 3 + 3];
    }

    /** Goes to the next line that has something in it; false behind the last. */
    boolean next() {
        while (at < file.length && isWhite(file[at])) {
            number += file[at++] == '\n' ? 1 : 0;
        }
        return at < file.length;
    }

    /** Reads the line; false when it is not a token and a rank. */
    boolean read() {
        if (readToken() && readRank()) {
            return true;
        }
        while (at < file.length && file[at] != '\n') {
            at++;
        }
        return false;
    }

    /** Reads up to the space behind the token. */
    private boolean readToken() {
        byte[] from = file;
        byte[] digits = DIGITS;
        int first = at;
        int i = at;
        int to = end;
        int bits = 0;
        int digit;
        while (i < from.length && (digit = digits[from[i] & 0xff]) >= 0) {
            bits = bits << 6 | digit;
            if ((i - first & 3) == 3) {
                tokens[to] = (byte) (bits >> 16);
                tokens[to + 1] = (byte) (bits >> 8);
                tokens[to + 2] = (byte) bits;
                to += 3;
            }
            i++;
        }
        int left = i - first & 3;
        int padding = i;
        while (i < from.length && from[i] == '=') {
            i++;
        }
        padding = i - padding;
        at = i;
        if (left == 1 || padding > 2 || padding > 0 && left + padding != 4 || i == from.length || from[i] != ' ') {
            return false;
        }
        at++;
        // What is left over has six bits more than it needs for each padding.
        for (int b = 0; b < left - 1; b++) {
            tokens[to++] = (byte) (bits << 6 * (4 - left) >> 16 - 8 * b);
        }
        start = end;
        end = to;
        return true;
    }

    /** Reads up to the end of the line. */
    private boolean readRank() {
        int value = 0;
        int i = at;
        while (i < file.length && file[i] >= '0' && file[i] <= '9' && i - at < MAX_DIGITS) {
            value = 10 * value + file[i++] - '0';
        }
        boolean some = i > at;
        while (i < file.length && file[i] != '\n' && isWhite(file[i])) {
            i++;
        }
        at = i;
        rank = value;
        return some && (i == file.length || file[i] == '\n');
    }

    /** Lines from 1. */
    int number() {
        return number + 1;
    }

    /** The bytes of all tokens that were read, one after the other; not to be changed. */
    byte[] tokens() {
        return tokens;
    }

    /** Where the token begins in {@link #tokens()}. */
    int start() {
        return start;
    }

    /** Where it ends. */
    int end() {
        return end;
    }

    int rank() {
        return rank;
    }

    private static boolean isWhite(byte b) {
        return b == ' ' || b >= '\t' && b <= '\r';
    }

    private static byte[] digits() {
        byte[] digits = new byte[256];
        Arrays.fill(digits, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            digits[alphabet.charAt(i)] = (byte) i;
        }
        return digits;
    }
}
