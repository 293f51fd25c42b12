package io.tokenloom.configuration;

/**
 * One thing that is wrong with a file, or with a file and a cluster together.
 *
 * @param file file as it was named
 * @param path place in the file, such as {@code routes[0].from.format}; empty for the file as a whole
 * @param problem what is wrong, with the value
 * @param mend what to do about it
 */
public record Mistake(String file, String path, String problem, String mend) {
    @Override
    public String toString() {
        return file + (path.isEmpty() ? "" : ": " + path) + ": " + problem + ". " + mend;
    }
}
