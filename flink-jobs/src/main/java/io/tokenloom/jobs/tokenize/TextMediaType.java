package io.tokenloom.jobs.tokenize;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells by its media type (RFC 9110, section 8.3) whether a content is text that can be tokenized as it is. */
final class TextMediaType {
    private static final Pattern MEDIA_TYPE = Pattern.compile("\\s*([^\\s/;]+)/([^\\s;]+)\\s*(;.*)?");
    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\\s;\"]+)\"?", Pattern.CASE_INSENSITIVE);
    private static final Set<String> TEXT_APPLICATIONS =
            Set.of("json", "ndjson", "x-ndjson", "jsonl", "xml", "yaml", "x-yaml", "toml", "javascript", "sql", "x-sh");
    private static final Set<String> CHARSETS = Set.of("utf-8", "utf8", "us-ascii", "ascii");

    private static final int MAX_SHOWN_CHARS = 80;

    private TextMediaType() {}

    /** @throws TokenizationException CONTENT_TYPE if it is no text, or in another character set than UTF-8 */
    static void require(String contentType) {
        Matcher matcher = MEDIA_TYPE.matcher(contentType);
        if (!matcher.matches() || !isText(lower(matcher.group(1)), lower(matcher.group(2)))) {
            throw new TokenizationException(
                    FailureCode.CONTENT_TYPE,
                    "The content type " + shown(contentType) + " is not one of text. Send it to a route of its kind, or"
                            + " mend the content type.");
        }
        Matcher charset = CHARSET.matcher(matcher.group(3) == null ? "" : matcher.group(3));
        if (charset.find() && !CHARSETS.contains(lower(charset.group(1)))) {
            throw new TokenizationException(
                    FailureCode.CONTENT_TYPE,
                    "The content type " + shown(contentType) + " names another character set than UTF-8. Convert the"
                            + " text before you send it.");
        }
    }

    private static boolean isText(String type, String subtype) {
        return type.equals("text")
                || type.equals("application")
                        && (TEXT_APPLICATIONS.contains(subtype)
                                || subtype.endsWith("+json")
                                || subtype.endsWith("+xml")
                                || subtype.endsWith("+yaml"));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static String shown(String contentType) {
        return "\"" + contentType.substring(0, Math.min(contentType.length(), MAX_SHOWN_CHARS)) + "\"";
    }
}
