package io.tokenloom.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

/**
 * Compares a tokenizer with a reference, and what it offers besides ids with its own ids. Not thread-safe.
 *
 * @param tokenizer ours
 * @param reference another implementation of the same vocabulary
 * @param random for numbers of tokens, chunks and intervals
 */
record ReferenceCheck(TextTokenizer tokenizer, TextTokenizer reference, Random random) {
    /** What differs from the reference on a text, if anything does. */
    Optional<String> difference(String text) {
        int[] expected = reference.encode(text);
        int[] ids = tokenizer.encode(text);
        if (!Arrays.equals(ids, expected)) {
            return Optional.of("ids " + Arrays.toString(ids) + " for " + Arrays.toString(expected));
        }
        byte[] decoded = tokenizer.decode(ids);
        if (!Arrays.equals(decoded, reference.decode(ids))) {
            return Optional.of(
                    "decoded " + new String(decoded, UTF_8) + " for " + new String(reference.decode(ids), UTF_8));
        }
        return Optional.empty();
    }

    /** What does not fit to the ids of the text, if anything does. */
    Optional<String> inconsistency(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        int[] ids = tokenizer.encode(text);
        TokenBuffer whole = TokenBuffer.withSpans();
        tokenizer.encode(utf8, 0, utf8.length, whole);
        String fault = "";
        if (!Arrays.equals(whole.toArray(), ids)) {
            fault = "ids with spans " + Arrays.toString(whole.toArray());
        } else if (tokenizer.count(utf8, 0, utf8.length) != ids.length) {
            fault = "a count of " + tokenizer.count(utf8, 0, utf8.length);
        } else if (!spansFit(whole, utf8.length)) {
            fault = "spans " + spans(whole);
        } else if (!startFits(whole, utf8)) {
            fault = "the start of the ids";
        } else if (!streamFits(whole, utf8)) {
            fault = "streamed text";
        } else if (!decodedFits(ids)) {
            fault = "streamed ids";
        } else if (!intervalFits(utf8)) {
            fault = "the count of an interval";
        }
        return fault.isEmpty() ? Optional.empty() : Optional.of(fault + " for ids " + Arrays.toString(ids));
    }

    private boolean spansFit(TokenBuffer whole, int length) {
        int size = whole.size();
        if (tokenizer.lossless()) {
            int[] ends = tokenizer.byteEnds(whole.toArray());
            int[] starts = new int[size];
            System.arraycopy(ends, 0, starts, size == 0 ? 0 : 1, Math.max(0, size - 1));
            return Arrays.equals(ends, Arrays.copyOf(whole.ends(), size))
                    && Arrays.equals(starts, Arrays.copyOf(whole.starts(), size))
                    && (size == 0 || ends[size - 1] == length);
        }
        for (int i = 0; i < size; i++) {
            if (whole.start(i) < 0 || whole.start(i) > whole.end(i) || whole.end(i) > length) {
                return false;
            }
        }
        return true;
    }

    private boolean startFits(TokenBuffer whole, byte[] utf8) {
        int tokens = random.nextInt(whole.size() + 2);
        TokenBuffer start = TokenBuffer.withSpans();
        int end = tokenizer.encodeUpTo(tokens, utf8, 0, utf8.length, start);
        int size = Math.min(tokens, whole.size());
        int expected = size == whole.size() ? utf8.length : size == 0 ? 0 : whole.end(size - 1);
        return same(start, whole, size) && (end == expected || !tokenizer.lossless() && end >= expected);
    }

    private boolean streamFits(TokenBuffer whole, byte[] utf8) {
        StreamingEncoder encoder = tokenizer.streamingEncoder();
        TokenBuffer out = TokenBuffer.withSpans();
        int chunk = 1 + random.nextInt(40);
        for (int at = 0; at < utf8.length; at += chunk) {
            encoder.append(utf8, at, Math.min(chunk, utf8.length - at), out);
        }
        encoder.finish(out);
        return same(out, whole, whole.size());
    }

    private static boolean same(TokenBuffer out, TokenBuffer whole, int size) {
        return out.size() == size
                && Arrays.equals(out.ids(), 0, size, whole.ids(), 0, size)
                && Arrays.equals(out.starts(), 0, size, whole.starts(), 0, size)
                && Arrays.equals(out.ends(), 0, size, whole.ends(), 0, size);
    }

    private boolean decodedFits(int[] ids) {
        StreamingDecoder decoder = tokenizer.streamingDecoder();
        StringBuilder text = new StringBuilder();
        for (int id : ids) {
            text.append(decoder.decode(id));
        }
        text.append(decoder.finish());
        return new String(tokenizer.decode(ids), UTF_8).contentEquals(text);
    }

    private boolean intervalFits(byte[] utf8) {
        TokenCounter counter = tokenizer.counter();
        counter.append(utf8, 0, utf8.length);
        int from = boundary(utf8, random.nextInt(utf8.length + 1));
        int to = boundary(utf8, from + random.nextInt(utf8.length - from + 1));
        return counter.count(from, to) == tokenizer.count(utf8, from, to - from)
                && counter.count() == tokenizer.count(utf8, 0, utf8.length);
    }

    private static int boundary(byte[] utf8, int at) {
        int boundary = at;
        while (!Utf8.isBoundary(utf8, boundary, utf8.length)) {
            boundary--;
        }
        return boundary;
    }

    private static String spans(TokenBuffer tokens) {
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < tokens.size(); i++) {
            result.append(tokens.start(i)).append('-').append(tokens.end(i)).append(' ');
        }
        return result.toString();
    }
}
