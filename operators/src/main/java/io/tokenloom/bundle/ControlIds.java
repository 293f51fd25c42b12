package io.tokenloom.bundle;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tokenloom.json.JsonTrees;
import io.tokenloom.text.ControlToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Ids of the control tokens of a verified bundle, as its manifest and its tokenizer file say. */
final class ControlIds {
    private ControlIds() {}

    static Set<Integer> of(TextManifest manifest, BundleFiles files) {
        Set<Integer> ids = new HashSet<>();
        for (ControlToken control : manifest.controlTokens()) {
            control.id().ifPresent(ids::add);
        }
        if (manifest.format() == EngineFormat.HUGGING_FACE) {
            Set<String> listed =
                    manifest.controlTokens().stream().map(ControlToken::content).collect(Collectors.toSet());
            for (JsonNode added : addedTokens(manifest, files)) {
                if (added.path("special").asBoolean()
                        || listed.contains(added.path("content").asText())) {
                    ids.add(added.path("id").asInt());
                }
            }
        }
        return ids;
    }

    /** The list of added tokens; most files have it before the long lists, and nothing behind it is read. */
    private static JsonNode addedTokens(TextManifest manifest, BundleFiles files) {
        try (JsonParser parser = new JsonFactory().createParser(files.read(manifest.tokenizerFile()))) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals("added_tokens");
                parser.nextToken();
                if (found) {
                    return JsonTrees.read(parser);
                }
                parser.skipChildren();
            }
            return MissingNode.getInstance();
        } catch (IOException e) {
            throw new UncheckedIOException("a verified tokenizer.json can't be read", e);
        } catch (BundleFiles.Unreadable e) {
            throw new IllegalStateException("a verified bundle lost its tokenizer file", e);
        }
    }
}
