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
    private int next;
    private int number;
    private int from;
    private int to;
    private byte[] token;
    private int rank;

    RankLines(byte[] file) {
        this.file = file;
    }

    /** Goes to the next line that has something in it; false behind the last. */
    boolean next() {
        while (next < file.length) {
            from = next;
            to = from;
            while (to < file.length && file[to] != '\n') {
                to++;
            }
            next = to + 1;
            number++;
            while (from < to && isWhite(file[from])) {
                from++;
            }
            while (from < to && isWhite(file[to - 1])) {
                to--;
            }
            if (from < to) {
                return true;
            }
        }
        return false;
    }

    /** Reads the line; false when it is not a token and a rank. */
    boolean read() {
        int space = from;
        while (space < to && file[space] != ' ') {
            space++;
        }
        return space < to && readToken(from, space) && readRank(space + 1);
    }

    private boolean readToken(int start, int end) {
        int length = end - start;
        while (length > 0 && end - start - length < 2 && file[start + length - 1] == '=') {
            length--;
        }
        int padding = end - start - length;
        if (length % 4 == 1 || padding > 0 && (length + padding) % 4 != 0) {
            return false;
        }
        byte[] bytes = new byte[length * 3 / 4];
        int bits = 0;
        int at = 0;
        for (int i = 0; i < length; i++) {
            int digit = DIGITS[file[start + i] & 0xff];
            if (digit < 0) {
                return false;
            }
            bits = bits << 6 | digit;
            if (i % 4 != 0) {
                bytes[at++] = (byte) (bits >>> 6 - 2 * (i % 4));
            }
        }
        token = bytes;
        return true;
    }

    private boolean readRank(int start) {
        int value = 0;
        if (start == to || to - start > MAX_DIGITS) {
            return false;
        }
        for (int i = start; i < to; i++) {
            int digit = file[i] - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            value = 10 * value + digit;
        }
        rank = value;
        return true;
    }

    /** Lines from 1. */
    int number() {
        return number;
    }

    byte[] token() {
        return token;
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
