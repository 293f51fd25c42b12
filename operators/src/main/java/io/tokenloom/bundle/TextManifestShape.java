package io.tokenloom.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenloom.text.split.SplitPattern;
import java.util.Iterator;
import java.util.List;

/**
 * Recognizes manifests that are as {@code bundle.schema.json} demands, without the library for schemas, which takes longer
 * to start than a tokenizer to load. What is not recognized may still be right: the schema decides, and says what is wrong.
 * Thread-safe: holds nothing.
 */
final class TextManifestShape {
    private static final int MAX_ID = 10_000_000;
    private static final int MAX_TEXT = 100;

    private TextManifestShape() {}

    /** True only for what the schema has nothing against. */
    static boolean isRight(JsonNode root) {
        return hasOnly(
                        root,
                        List.of("name", "version", "kind", "engine", "files", "licence", "golden"),
                        List.of("lossless", "controlTokens"))
                && isName(root.get("name"))
                && isText(root.get("version"))
                && root.get("version").asText().length() <= MAX_TEXT
                && root.get("kind").isTextual()
                && root.get("kind").asText().equals(TextManifest.KIND)
                && isEngine(root.get("engine"))
                && isListOfFiles(root.get("files"))
                && isText(root.get("licence"))
                && (!root.has("lossless") || root.get("lossless").isBoolean())
                && (!root.has("controlTokens") || isListOfControls(root.get("controlTokens")))
                && isGolden(root.get("golden"));
    }

    private static boolean isEngine(JsonNode engine) {
        return hasOnly(engine, List.of("format", "file"), List.of("library", "pattern"))
                && engine.get("format").isTextual()
                && EngineFormat.named(engine.get("format").asText()).isPresent()
                && isText(engine.get("file"))
                && (!engine.has("library") || engine.get("library").isBoolean())
                && (!engine.has("pattern")
                        || engine.get("pattern").isTextual()
                                && SplitPattern.named(engine.get("pattern").asText())
                                        .isPresent());
    }

    private static boolean isListOfFiles(JsonNode files) {
        for (JsonNode file : files) {
            if (!hasOnly(file, List.of("path", "sha256"), List.of())
                    || !isText(file.get("path"))
                    || !isSha256(file.get("sha256"))) {
                return false;
            }
        }
        return files.isArray() && !files.isEmpty();
    }

    private static boolean isListOfControls(JsonNode controls) {
        for (JsonNode control : controls) {
            if (!hasOnly(control, List.of("content"), List.of("id"))
                    || !isText(control.get("content"))
                    || control.has("id") && !isId(control.get("id"), MAX_ID)) {
                return false;
            }
        }
        return controls.isArray();
    }

    private static boolean isGolden(JsonNode golden) {
        for (JsonNode item : golden) {
            if (!hasOnly(item, List.of("text", "ids"), List.of())
                    || !item.get("text").isTextual()
                    || !item.get("ids").isArray()) {
                return false;
            }
            for (JsonNode id : item.get("ids")) {
                if (!isId(id, Integer.MAX_VALUE)) {
                    return false;
                }
            }
        }
        return golden.isArray() && !golden.isEmpty();
    }

    /** Whether a node is an object of certain keys, some of which it must have. */
    private static boolean hasOnly(JsonNode node, List<String> required, List<String> allowed) {
        for (String key : required) {
            if (!node.has(key)) {
                return false;
            }
        }
        for (Iterator<String> keys = node.fieldNames(); keys.hasNext(); ) {
            String key = keys.next();
            if (!required.contains(key) && !allowed.contains(key)) {
                return false;
            }
        }
        return node.isObject();
    }

    private static boolean isText(JsonNode node) {
        return node.isTextual() && !node.asText().isEmpty();
    }

    private static boolean isId(JsonNode node, int most) {
        return node.isInt() && node.intValue() >= 0 && node.intValue() <= most;
    }

    private static boolean isName(JsonNode node) {
        String name = node.isTextual() ? node.asText() : "";
        boolean right = !name.isEmpty() && name.length() <= MAX_TEXT && isLetterOrDigit(name.charAt(0));
        for (int i = 1; i < name.length(); i++) {
            right &= isLetterOrDigit(name.charAt(i)) || "._-".indexOf(name.charAt(i)) >= 0;
        }
        return right;
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
    }

    private static boolean isSha256(JsonNode node) {
        String digits = node.isTextual() ? node.asText() : "";
        boolean right = digits.length() == 64;
        for (int i = 0; i < digits.length(); i++) {
            right &= digits.charAt(i) >= 'a' && digits.charAt(i) <= 'f'
                    || digits.charAt(i) >= '0' && digits.charAt(i) <= '9';
        }
        return right;
    }
}
