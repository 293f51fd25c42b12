package io.tokenloom.cli.text;

import io.tokenloom.cli.CommandException;
import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;

/**
 * Reads ids: decimal numbers with white space, commas or brackets between them, as lists are printed. Not thread-safe.
 */
final class IdReader {
    private static final int LONGEST_ID = 10;

    private final Reader in;
    private final String name;
    private final StringBuilder word = new StringBuilder();
    private long characters;

    /** @param name of the source, for messages */
    IdReader(Reader in, String name) {
        this.in = in;
        this.name = name;
    }

    /**
     * The next ids, at most so many; none at the end.
     *
     * @throws CommandException "usage" if something is no id
     */
    int[] next(int most) throws IOException {
        int[] ids = new int[Math.min(most, 1024)];
        int count = 0;
        int character;
        do {
            character = in.read();
            characters++;
            if (character >= '0' && character <= '9' || character == '-') {
                word.append((char) character);
                if (word.length() > LONGEST_ID) {
                    throw notAnId(word + "...");
                }
            } else if (character < 0 || isGap(character)) {
                if (!word.isEmpty()) {
                    if (count == ids.length) {
                        ids = Arrays.copyOf(ids, Math.min(most, 2 * count));
                    }
                    ids[count++] = id();
                    word.setLength(0);
                }
            } else {
                throw notAnId(word.append((char) character).toString());
            }
        } while (character >= 0 && count < most);
        return Arrays.copyOf(ids, count);
    }

    private static boolean isGap(int character) {
        return Character.isWhitespace(character) || character == ',' || character == '[' || character == ']';
    }

    private int id() {
        try {
            int id = Integer.parseInt(word.toString());
            if (id >= 0) {
                return id;
            }
        } catch (NumberFormatException e) {
            // As below: out of range, or a minus in the middle.
        }
        throw notAnId(word.toString());
    }

    private CommandException notAnId(String found) {
        return CommandException.usage(name + " is not a list of ids: \"" + found + "\" near character " + characters
                + " is no number from 0 to " + Integer.MAX_VALUE + "; give numbers with spaces or commas between them");
    }
}
