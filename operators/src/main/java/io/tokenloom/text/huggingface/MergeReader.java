package io.tokenloom.text.huggingface;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tokenloom.text.bpe.MergeList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the field {@code merges}: pairs, or strings of two tokens with a space between them. Not thread-safe.
 *
 * <p>Merges are turned into ids as they are read, when the vocabulary stands before them, as it mostly does.
 */
final class MergeReader {
    private final Vocabulary vocabulary;
    private final Mistakes mistakes;
    private final List<String[]> waiting = new ArrayList<>();
    private int[] left = new int[1 << 12];
    private int[] right = new int[1 << 12];
    private int[] result = new int[1 << 12];
    private int size;
    private char[] pair = new char[256];
    private final int[] found = new int[3];
    private boolean there;

    MergeReader(Vocabulary vocabulary, Mistakes mistakes) {
        this.vocabulary = vocabulary;
        this.mistakes = mistakes;
    }

    boolean isThere() {
        return there;
    }

    /** Reads a list whose start was just read. */
    void read(JsonParser parser) throws IOException {
        there = true;
        JsonToken token;
        int index = 0;
        while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
            int split;
            int length;
            if (token == JsonToken.VALUE_STRING) {
                length = take(parser, 0);
                split = space(length);
                if (length >= 8 && new String(pair, 0, 8).equals("#version")) {
                    continue;
                }
                if (split > 0) {
                    System.arraycopy(pair, split + 1, pair, split, length - split - 1);
                    length--;
                }
            } else if (token == JsonToken.START_ARRAY && parser.nextToken() == JsonToken.VALUE_STRING) {
                split = take(parser, 0);
                length = parser.nextToken() == JsonToken.VALUE_STRING ? take(parser, split) : -1;
                split = parser.nextToken() == JsonToken.END_ARRAY && length >= 0 ? split : -1;
            } else {
                split = -1;
                length = 0;
            }
            if (split < 0) {
                mistakes.add("model.merges[" + index + "] is not a pair of tokens");
                while (parser.nextToken() != null) {
                    parser.skipChildren();
                }
                return;
            }
            add(split, length);
            index++;
        }
    }

    private int take(JsonParser parser, int at) throws IOException {
        int length = parser.getTextLength();
        if (at + length > pair.length) {
            pair = Arrays.copyOf(pair, 2 * (at + length));
        }
        System.arraycopy(parser.getTextCharacters(), parser.getTextOffset(), pair, at, length);
        return at + length;
    }

    /** Where the only space is, or -1. */
    private int space(int length) {
        int found = -1;
        for (int i = 0; i < length; i++) {
            if (pair[i] == ' ') {
                if (found >= 0) {
                    return -1;
                }
                found = i;
            }
        }
        return found;
    }

    private void add(int split, int length) {
        if (vocabulary.size() == 0) {
            waiting.add(new String[] {new String(pair, 0, split), new String(pair, split, length - split)});
            return;
        }
        vocabulary.findPair(pair, split, length, found);
        if (found[0] < 0 || found[1] < 0 || found[2] < 0) {
            mistakes.add("model.merges[" + size + "] joins \"" + new String(pair, 0, split) + "\" and \""
                    + new String(pair, split, length - split)
                    + "\", which are not, or do not make, tokens of model.vocab");
            return;
        }
        if (size == left.length) {
            left = Arrays.copyOf(left, 2 * size);
            right = Arrays.copyOf(right, 2 * size);
            result = Arrays.copyOf(result, 2 * size);
        }
        left[size] = found[0];
        right[size] = found[1];
        result[size++] = found[2];
    }

    /** Turns merges into ids that were read before the vocabulary. */
    void resolve() {
        for (String[] tokens : waiting) {
            int split = tokens[0].length();
            pair = (tokens[0] + tokens[1]).toCharArray();
            add(split, pair.length);
        }
        waiting.clear();
    }

    MergeList merges() {
        return new MergeList(Arrays.copyOf(left, size), Arrays.copyOf(right, size), Arrays.copyOf(result, size));
    }
}
