package io.tokenloom.cli.ingest;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Item id of a line: where it starts in which source.
 *
 * @param source source id
 * @param generation how often the source's content was replaced before, from 0
 * @param position first byte of the line in the source
 */
public record LineId(String source, int generation, long position) {
    private static final Pattern AFTER_SOURCE = Pattern.compile("(?:#([0-9]{1,9}))?@([0-9]{1,18})");

    /** The line id in a text, if it is one of this source. */
    public static Optional<LineId> parse(String source, String text) {
        String name = escaped(source);
        if (!text.startsWith(name)) {
            return Optional.empty();
        }
        Matcher matcher = AFTER_SOURCE.matcher(text.substring(name.length()));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int generation = matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1));
        return Optional.of(new LineId(source, generation, Long.parseLong(matcher.group(2))));
    }

    /** Item id of a source's content as a whole. */
    static String ofContent(String source, int generation) {
        return generation == 0 ? escaped(source) : escaped(source) + "#" + generation;
    }

    /** A name that holds our marks must not give the id of another source's line or generation. */
    private static String escaped(String source) {
        return source.replace("%", "%25").replace("#", "%23").replace("@", "%40");
    }

    /** As it is in the records. */
    @Override
    public String toString() {
        return ofContent(source, generation) + "@" + position;
    }
}
