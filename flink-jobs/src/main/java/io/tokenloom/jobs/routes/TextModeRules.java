package io.tokenloom.jobs.routes;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenloom.configuration.Mistake;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Which ways to tokenize text go together, and with what. The schema has looked at each by itself. */
final class TextModeRules {
    private static final List<String> MODES = List.of("dynamic", "digits", "items");
    private static final List<String> LIMITS = List.of("records", "bytes", "time");

    private final String file;
    private final List<Mistake> mistakes = new ArrayList<>();

    private TextModeRules(Path file) {
        this.file = file.toString();
    }

    static List<Mistake> check(Path file, JsonNode root) {
        TextModeRules rules = new TextModeRules(file);
        int index = 0;
        for (JsonNode route : root.path("routes")) {
            rules.check("routes[" + index++ + "].options", route);
        }
        return rules.mistakes;
    }

    private void check(String place, JsonNode route) {
        JsonNode options = route.path("options");
        List<String> modes = MODES.stream().filter(options::has).toList();
        String item = route.path("from").path("item").asText(ItemKind.TEXT.text());
        if (!item.equals(ItemKind.TEXT.text())) {
            modes.forEach(
                    mode -> add(place + "." + mode, "is of texts, and the items are " + item + "s", "Leave it out."));
        } else if (modes.size() > 1) {
            add(
                    place,
                    String.join(" and ", modes)
                            + " are both said, and merges would join again what the other keeps apart",
                    "Keep one of them.");
        }
        windowHasOneLimit(place + ".dynamic.window", options.path("dynamic").path("window"));
        if (options.path("digits").path("separator").isTextual()
                && options.path("spans").size() > 0) {
            add(
                    place + ".spans",
                    "tokens with separators that are not in the text have no ends in it",
                    "Leave spans out, or set digits to right-to-left.");
        }
    }

    private void windowHasOneLimit(String place, JsonNode window) {
        List<String> limits = LIMITS.stream().filter(window::has).toList();
        if (limits.size() > 1) {
            add(place, String.join(" and ", limits) + " are both said, and one closes a window", "Keep one of them.");
        } else if (window.isObject()
                && limits.isEmpty()
                && Stream.of("by", "idle").anyMatch(window::has)) {
            add(place, "says nothing of how long a window is", "Add records, bytes or time.");
        }
    }

    private void add(String path, String problem, String mend) {
        mistakes.add(new Mistake(file, path, problem, mend));
    }
}
