package io.tokenloom.text.mode;

import io.tokenloom.text.dynamic.Boundary;
import io.tokenloom.text.dynamic.DynamicRules;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Modes as text. What is spelled here is in fingerprints: a change makes other tokenizers of all that are in use. */
final class ModeSpelling {
    static final String DIGITS = "digits=";
    static final String SEPARATOR = "digits.separator=";
    static final String ITEMS = "items=";

    private static final Pattern DYNAMIC = Pattern.compile("dynamic merges=([0-9]{1,9}) boundary=([a-z_]+)"
            + " minimumCount=([0-9]{1,9}) maximumTokenBytes=" + DynamicRules.STREAM_TOKEN_BYTES
            + " window\\.(records|bytes|time)=([0-9]{1,18}) by=(partition|key)(?: idle=([0-9]{1,18}))?");

    private ModeSpelling() {}

    static String of(TextMode.Dynamic mode) {
        BatchWindow window = mode.window();
        return "dynamic merges=" + mode.merges()
                + " boundary=" + text(mode.boundary())
                + " minimumCount=" + mode.minimumCount()
                + " maximumTokenBytes=" + DynamicRules.STREAM_TOKEN_BYTES
                + " window." + window.limit().text() + "=" + window.amount()
                + " by=" + window.by().text()
                + (window.idle().isZero() ? "" : " idle=" + window.idle().toMillis());
    }

    static TextMode read(String spelling) {
        if (spelling.isEmpty()) {
            return TextMode.AS_PUBLISHED;
        }
        if (spelling.startsWith(SEPARATOR)) {
            return new TextMode.SeparatedDigits(spelling.substring(SEPARATOR.length()));
        }
        for (TextMode known : new TextMode[] {new TextMode.RightToLeftDigits(), new TextMode.OneItemPerToken()}) {
            if (spelling.equals(known.spelling())) {
                return known;
            }
        }
        Matcher dynamic = DYNAMIC.matcher(spelling);
        if (!dynamic.matches()) {
            throw new IllegalArgumentException("\"" + spelling + "\" is no mode that this version knows");
        }
        return new TextMode.Dynamic(
                Integer.parseInt(dynamic.group(1)),
                Boundary.valueOf(dynamic.group(2).toUpperCase(Locale.ROOT)),
                Integer.parseInt(dynamic.group(3)),
                new BatchWindow(
                        BatchWindow.Limit.valueOf(dynamic.group(4).toUpperCase(Locale.ROOT)),
                        Long.parseLong(dynamic.group(5)),
                        BatchWindow.Scope.valueOf(dynamic.group(6).toUpperCase(Locale.ROOT)),
                        dynamic.group(7) == null
                                ? Duration.ZERO
                                : Duration.ofMillis(Long.parseLong(dynamic.group(7)))));
    }

    private static String text(Boundary boundary) {
        return boundary.name().toLowerCase(Locale.ROOT);
    }
}
