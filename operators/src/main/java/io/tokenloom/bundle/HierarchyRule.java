package io.tokenloom.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tokenloom.text.TextTokenizer;
import io.tokenloom.text.TokenizerFileException;
import io.tokenloom.text.hierarchy.HatSplitter;
import io.tokenloom.text.hierarchy.HatTokenizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the tokenizer file of a byte and word hierarchy: {@code {"rule": "hat", "unicode": 16, "limitBytes": 64}}. All that
 * changes words is in it, so its hash is the tokenizer's identity as with any other file. Thread-safe: holds nothing.
 */
final class HierarchyRule {
    private static final Set<String> KEYS = Set.of("rule", "unicode", "limitBytes");

    private HierarchyRule() {}

    /** @throws TokenizerFileException with all mistakes */
    static TextTokenizer read(byte[] file) {
        List<String> mistakes = new ArrayList<>();
        JsonNode root;
        try {
            root = new ObjectMapper().readTree(file);
        } catch (IOException e) {
            throw new TokenizerFileException(List.of("it is no JSON"));
        }
        Set<String> unknown = new TreeSet<>();
        root.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(KEYS);
        unknown.forEach(key -> mistakes.add(key + " is not known; there are rule, unicode and limitBytes"));
        if (!root.path("rule").asText().equals("hat")) {
            mistakes.add("rule is " + root.path("rule") + "; there is hat");
        }
        if (root.path("unicode").asInt() != HatSplitter.UNICODE_VERSION) {
            mistakes.add("unicode is " + root.path("unicode") + "; words are split by version "
                    + HatSplitter.UNICODE_VERSION);
        }
        int limit = root.path("limitBytes").asInt();
        if (limit < 1) {
            mistakes.add("limitBytes is " + root.path("limitBytes") + "; write how many bytes a word has at most");
        }
        if (!mistakes.isEmpty()) {
            throw new TokenizerFileException(mistakes);
        }
        return new HatTokenizer(new HatSplitter(limit));
    }
}
