package io.tokenloom.text.normalize;

import java.nio.charset.StandardCharsets;

/**
 * Puts a text in the place of every match of a literal, or of a run of one character. What is put in stands for the last
 * character of the match. Thread-safe: immutable.
 */
public final class Replace implements Normalizer {
    private final Matches matches;
    private final int[] content;

    /**
     * @param matches what is replaced; matches nothing empty
     * @param content what is put in, may be empty
     */
    public Replace(Matches matches, String content) {
        this.matches = matches;
        this.content = content.codePoints().toArray();
    }

    /** Finds what is replaced. Thread-safe: immutable. */
    public interface Matches {
        /** Where the first match from an index on begins, or {@code to}. */
        int next(byte[] utf8, int from, int to);

        /** Where the match ends that begins at an index. */
        int end(byte[] utf8, int start, int to);
    }

    /** Matches of a literal that is not empty. */
    public static Matches literal(String literal) {
        byte[] wanted = literal.getBytes(StandardCharsets.UTF_8);
        return new Matches() {
            @Override
            public int next(byte[] utf8, int from, int to) {
                return Utf8Search.indexOf(wanted, utf8, from, to);
            }

            @Override
            public int end(byte[] utf8, int start, int to) {
                return start + wanted.length;
            }
        };
    }

    /** Matches of the longest runs of at least so many spaces U+0020. */
    public static Matches spaces(int atLeast) {
        return new Matches() {
            @Override
            public int next(byte[] utf8, int from, int to) {
                int run = 0;
                for (int i = from; i < to; i++) {
                    run = utf8[i] == ' ' ? run + 1 : 0;
                    if (run == atLeast) {
                        return i - run + 1;
                    }
                }
                return to;
            }

            @Override
            public int end(byte[] utf8, int start, int to) {
                int i = start;
                while (i < to && utf8[i] == ' ') {
                    i++;
                }
                return i;
            }
        };
    }

    /** Matches of the longest runs of at least one character of a class. */
    public static Matches runs(CharacterClass characters) {
        return new Matches() {
            @Override
            public int next(byte[] utf8, int from, int to) {
                return characters.next(utf8, from, to);
            }

            @Override
            public int end(byte[] utf8, int start, int to) {
                return characters.end(utf8, start, to);
            }
        };
    }

    @Override
    public boolean leaves(byte[] utf8, int from, int to) {
        return matches.next(utf8, from, to) == to;
    }

    @Override
    public void normalize(NormalizedText text) {
        text.rewrite();
        byte[] source = text.source();
        int to = text.sourceLength();
        int at = 0;
        while (true) {
            int start = matches.next(source, at, to);
            text.copyTo(start);
            if (start == to) {
                return;
            }
            at = matches.end(source, start, to);
            text.skip(at - start);
            for (int codePoint : content) {
                text.insert(codePoint);
            }
        }
    }
}
