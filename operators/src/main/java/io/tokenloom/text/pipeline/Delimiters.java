package io.tokenloom.text.pipeline;

import io.tokenloom.text.Utf8;
import io.tokenloom.text.normalize.CharacterClass;
import io.tokenloom.text.normalize.Utf8Search;
import io.tokenloom.text.split.Splitter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts text at delimiters: at every character of a class, or at every match of a literal. Thread-safe: immutable.
 *
 * @param delimiter what is looked for
 * @param behavior what becomes of it
 */
public record Delimiters(Delimiter delimiter, Behavior behavior) implements Splitter {
    /** What becomes of a delimiter. In the examples it is {@code -}, in {@code the--end}. */
    public enum Behavior {
        /** It is dropped: {@code the|end}. */
        REMOVED,
        /** Only delimiters are kept: {@code -|-}. */
        KEPT_ALONE,
        /** It is a piece: {@code the|-|-|end}. */
        ISOLATED,
        /** Neighbours are one piece: {@code the|--|end}. */
        CONTIGUOUS,
        /** It ends the piece before it, if that is none itself: {@code the-|-|end}. */
        MERGED_WITH_PREVIOUS,
        /** It begins the piece behind it, if that is none itself: {@code the|-|-end}. */
        MERGED_WITH_NEXT
    }

    /** Finds delimiters. Thread-safe: immutable. */
    public interface Delimiter {
        /** Where the first begins from an index on, or {@code to}. */
        int next(byte[] utf8, int from, int to);

        /** Whether one begins at an index. */
        boolean isAt(byte[] utf8, int at, int to);

        /** Where the delimiter ends that begins at an index. */
        int end(byte[] utf8, int start);

        /** How many bytes before {@code to} may belong to a delimiter that is not all there yet. */
        int reach();
    }

    /** Every character of a class. */
    public static Delimiter characters(CharacterClass characters) {
        return new Delimiter() {
            @Override
            public int next(byte[] utf8, int from, int to) {
                return characters.next(utf8, from, to);
            }

            @Override
            public boolean isAt(byte[] utf8, int at, int to) {
                return characters.at(utf8, at);
            }

            @Override
            public int end(byte[] utf8, int start) {
                return start + Utf8.length(utf8[start]);
            }

            @Override
            public int reach() {
                return 0;
            }
        };
    }

    /** Every match of a literal, which is not empty. */
    public static Delimiter literal(String literal) {
        byte[] wanted = literal.getBytes(StandardCharsets.UTF_8);
        return new Delimiter() {
            @Override
            public int next(byte[] utf8, int from, int to) {
                return Utf8Search.indexOf(wanted, utf8, from, to);
            }

            @Override
            public boolean isAt(byte[] utf8, int at, int to) {
                return to - at >= wanted.length
                        && Arrays.equals(utf8, at, at + wanted.length, wanted, 0, wanted.length);
            }

            @Override
            public int end(byte[] utf8, int start) {
                return start + wanted.length;
            }

            @Override
            public int reach() {
                return wanted.length - 1;
            }
        };
    }

    @Override
    public boolean dropsStretches() {
        return behavior == Behavior.REMOVED || behavior == Behavior.KEPT_ALONE;
    }

    @Override
    public int split(byte[] utf8, int from, int to, boolean last, int[] ends) {
        int pieces = 0;
        int at = from;
        while (at < to && pieces < ends.length) {
            int start = delimiter.next(utf8, at, to);
            int end = start > at ? run(utf8, start, to, last) : delimiter(utf8, at, to, last);
            if (end < 0) {
                return pieces;
            }
            boolean dropped = start > at ? behavior == Behavior.KEPT_ALONE : behavior == Behavior.REMOVED;
            ends[pieces++] = dropped ? ~end : end;
            at = end;
        }
        return pieces;
    }

    /** The end of a piece that begins with other text, up to the delimiter at {@code start}; -1 if it is not certain. */
    private int run(byte[] utf8, int start, int to, boolean last) {
        if (start == to) {
            return last ? to : -1;
        }
        return behavior == Behavior.MERGED_WITH_PREVIOUS ? delimiter.end(utf8, start) : start;
    }

    /** The end of a piece that begins with a delimiter; -1 if it is not certain. */
    private int delimiter(byte[] utf8, int at, int to, boolean last) {
        int end = delimiter.end(utf8, at);
        return switch (behavior) {
            case REMOVED, KEPT_ALONE, ISOLATED, MERGED_WITH_PREVIOUS -> end;
            case CONTIGUOUS -> {
                while (end < to && delimiter.isAt(utf8, end, to)) {
                    end = delimiter.end(utf8, end);
                }
                yield end + delimiter.reach() < to || last ? end : -1;
            }
            case MERGED_WITH_NEXT -> {
                int next = delimiter.next(utf8, end, to);
                if (next == end && end < to || next < to) {
                    yield next;
                }
                yield last ? to : -1;
            }
        };
    }
}
