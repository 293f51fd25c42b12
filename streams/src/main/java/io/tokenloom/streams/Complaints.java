package io.tokenloom.streams;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenloom.configuration.Mistake;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the reader of an entry of the apps file says what is wrong with it.
 *
 * @param file as it was named
 * @param path of the entry, such as {@code assemble[0]}
 * @param entry what is read
 * @param mistakes of the file so far
 */
public record Complaints(Path file, String path, JsonNode entry, List<Mistake> mistakes) {
    /**
     * Takes note of a mistake.
     *
     * @param at place in the entry, such as {@code ids[1].offset}
     */
    public void add(String at, String problem, String mend) {
        mistakes.add(new Mistake(file.toString(), at.isEmpty() ? path : path + "." + at, problem, mend));
    }
}
