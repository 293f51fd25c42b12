package io.tokenloom.archive.lines;

import io.tokenloom.text.TokenTable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * What the model of lines wants to know of a vocabulary's tokens: which are words, numbers or ends of lines. Thread-safe:
 * immutable.
 *
 * <p>Memory: 9 to 17 bytes for each id, and 4 KiB.
 */
public final class TokenClasses {
    /** Digits that one token of a number has at most, as far as the model knows. */
    static final int MOST_DIGITS = 3;

    private static final int DIGIT = 1;
    private static final int WORD = 2;
    private static final int WORD_END = 4;
    private static final int LINE_END = 8;
    private static final int NUMBER = 16;
    private static final int[] POWERS = {1, 10, 100, 1000};

    /** Of no vocabulary: nothing is known of any id. */
    public static final TokenClasses NONE = of(TokenTable.of(new byte[0][]));

    private final byte[] classes;
    /** For each number of digits, the id of each number; -1 where there is none. */
    private final int[][] numbers = new int[MOST_DIGITS + 1][];

    private final TokenTable tokens;
    /** One more than the id of each word, by the hash of its bytes; open addressing. */
    private final int[] words;

    private TokenClasses(TokenTable tokens) {
        this.tokens = tokens;
        this.classes = new byte[tokens.size()];
        for (int digits = 1; digits <= MOST_DIGITS; digits++) {
            numbers[digits] = new int[POWERS[digits]];
            Arrays.fill(numbers[digits], -1);
        }
        for (int id = 0; id < classes.length; id++) {
            if (tokens.has(id)) {
                classes[id] = (byte) classOf(id);
            }
        }
        this.words = new int[Integer.highestOneBit(Math.max(8, tokens.size())) << 2];
        for (int id = 0; id < classes.length; id++) {
            if (isWord(id)) {
                int place = place(tokens.bytes(), tokens.start(id), tokens.start(id) + tokens.length(id));
                if (words[place] == 0) {
                    words[place] = id + 1;
                }
            }
        }
    }

    private int place(byte[] in, int from, int to) {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + in[i];
        }
        hash *= 0x9E3779B1;
        int mask = words.length - 1;
        int place = (hash ^ hash >>> 15) & mask;
        while (words[place] != 0) {
            int start = tokens.start(words[place] - 1);
            if (Arrays.equals(tokens.bytes(), start, start + tokens.length(words[place] - 1), in, from, to)) {
                break;
            }
            place = place + 1 & mask;
        }
        return place;
    }

    /** The id of letters and digits; -1 where no token is that. */
    int word(byte[] in, int from, int to) {
        return words[place(in, from, to)] - 1;
    }

    /** Copies the bytes of a known id. */
    void letters(int id, byte[] out, int at) {
        System.arraycopy(tokens.bytes(), tokens.start(id), out, at, tokens.length(id));
    }

    /** How many bytes a known id has. */
    int length(int id) {
        return tokens.length(id);
    }

    /** Of the tokens of a vocabulary. */
    public static TokenClasses of(TokenTable tokens) {
        return new TokenClasses(tokens);
    }

    private int classOf(int id) {
        byte[] bytes = tokens.bytes();
        int start = tokens.start(id);
        int length = tokens.length(id);
        int digits = 0;
        int letters = 0;
        int found = 0;
        int value = 0;
        for (int i = start; i < start + length; i++) {
            int letter = bytes[i] | 0x20;
            if (bytes[i] >= '0' && bytes[i] <= '9') {
                digits++;
                value = digits <= MOST_DIGITS ? value * 10 + bytes[i] - '0' : 0;
            } else if (letter >= 'a' && letter <= 'z') {
                letters++;
            } else if (bytes[i] == '\n') {
                found |= LINE_END;
            }
        }
        if (digits > 0) {
            found |= DIGIT;
        }
        if (length > 0 && digits + letters == length) {
            found |= WORD;
        }
        if (length > 0 && Character.isLetterOrDigit(bytes[start + length - 1])) {
            found |= WORD_END;
        }
        if (length > 0 && digits == length && length <= MOST_DIGITS) {
            found |= NUMBER;
            numbers[length][value] = id;
        }
        return found;
    }

    /** The tokens that these are the classes of. */
    public TokenTable tokens() {
        return tokens;
    }

    /** Which vocabulary it is, for comparison: its number of ids, and the CRC-32C of its tokens and their lengths. */
    public String digest() {
        CRC32C crc = new CRC32C();
        ByteBuffer lengths = ByteBuffer.allocate(Integer.BYTES * tokens.size());
        for (int id = 0; id < tokens.size(); id++) {
            lengths.putInt(tokens.has(id) ? tokens.length(id) : -1);
            crc.update(tokens.bytes(), tokens.start(id), tokens.length(id));
        }
        crc.update(lengths.flip());
        return tokens.size() + "-" + HexFormat.of().toHexDigits((int) crc.getValue());
    }

    /** How many bytes the text of these ids has, as far as they are known. */
    public int bytes(int[] ids) {
        int sum = 0;
        for (int id : ids) {
            sum += tokens.has(id) ? tokens.length(id) : 0;
        }
        return sum;
    }

    /** One more than the largest id. */
    public int size() {
        return classes.length;
    }

    private boolean is(int id, int wanted) {
        return id >= 0 && id < classes.length && (classes[id] & wanted) != 0;
    }

    boolean hasDigit(int id) {
        return is(id, DIGIT);
    }

    /** Letters and digits of ASCII only. */
    boolean isWord(int id) {
        return is(id, WORD);
    }

    boolean endsAsWord(int id) {
        return is(id, WORD_END);
    }

    boolean endsLine(int id) {
        return is(id, LINE_END);
    }

    /** One to three digits and nothing else. */
    boolean isNumber(int id) {
        return is(id, NUMBER);
    }

    /** Writes the digits of in[from, to), each 0..9, and returns how many; 0 where they are no number or too long. */
    int digits(int[] in, int from, int to, byte[] out) {
        int length = 0;
        for (int i = from; i < to; i++) {
            if (!isNumber(in[i]) || length + MOST_DIGITS > out.length) {
                return 0;
            }
            length = digits(in[i], out, length);
        }
        return length;
    }

    /** Writes the digits of a number's id, each 0..9, and returns where they end. */
    private int digits(int id, byte[] out, int at) {
        int start = tokens.start(id);
        int length = tokens.length(id);
        for (int i = 0; i < length; i++) {
            out[at + i] = (byte) (tokens.bytes()[start + i] - '0');
        }
        return at + length;
    }

    /** In how many ways digits become ids. */
    static final int CUTS = 3;

    /** Appends the ids of digits: cut in threes from the left, in threes from the right, or one by one. */
    void join(byte[] digits, int length, int cut, IdList out) {
        int most = cut == 2 ? 1 : MOST_DIGITS;
        int at = 0;
        int end = cut == 1 ? (length + most - 1) % most + 1 : Math.min(most, length);
        while (at < length) {
            out.add(number(digits, at, end));
            at = end;
            end = Math.min(end + most, length);
        }
    }

    /** Whether an id's token is a text of ASCII. */
    boolean isText(int id, String text) {
        if (!tokens.has(id) || tokens.length(id) != text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (tokens.bytes()[tokens.start(id) + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The id of the digits in[from, to), at most three; -1 where no token is that. */
    int number(byte[] in, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            value = value * 10 + in[i];
        }
        return numbers[to - from][value];
    }
}
