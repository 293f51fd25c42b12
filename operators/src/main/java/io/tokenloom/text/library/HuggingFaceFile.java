package io.tokenloom.text.library;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenloom.text.ByteLevelAlphabet;
import io.tokenloom.text.ControlToken;
import io.tokenloom.text.CutRule;
import io.tokenloom.text.TokenTable;
import io.tokenloom.text.TokenizerFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A {@code tokenizer.json}, read and made safe in memory; the file itself stays as it is.
 *
 * <p>What is changed before the native library sees it: control tokens leave {@code added_tokens} and, where nothing
 * else needs them there, the vocabulary; the added tokens that stay are put into the vocabulary under the id that the
 * file gives them, because the library otherwise counts ids up and would give those of the removed ones again;
 * truncation and padding are taken out.
 *
 * <p>Not thread-safe; used while a tokenizer is made.
 */
final class HuggingFaceFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode root;
    private final ObjectNode model;
    private final Set<String> declaredControls = new HashSet<>();
    private final List<JsonNode> keptTokens = new ArrayList<>();
    private final Map<String, Integer> controlIds = new LinkedHashMap<>();
    private final List<String> mistakes = new ArrayList<>();
    private final SortedMap<Integer, byte[]> tokens = new TreeMap<>();
    private final HuggingFacePipeline pipeline;

    private HuggingFaceFile(ObjectNode root, ObjectNode model) {
        this.root = root;
        this.model = model;
        this.pipeline = HuggingFacePipeline.of(root);
    }

    /** @throws TokenizerFileException when it is no tokenizer or one that we cannot use exactly */
    static HuggingFaceFile parse(byte[] file, List<ControlToken> controlTokens) {
        JsonNode tree;
        try {
            tree = JSON.readTree(file);
        } catch (JsonProcessingException e) {
            throw new TokenizerFileException(
                    "not JSON at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr(),
                    e);
        } catch (IOException e) {
            throw new TokenizerFileException("not JSON", e);
        }
        if (!(tree instanceof ObjectNode root) || !(tree.path("model") instanceof ObjectNode model)) {
            throw new TokenizerFileException(List.of("not a tokenizer.json: there is no object \"model\""));
        }
        HuggingFaceFile result = new HuggingFaceFile(root, model);
        result.readVocabulary();
        result.readAddedTokens(controlTokens);
        result.makeSafe();
        if (!result.mistakes.isEmpty()) {
            throw new TokenizerFileException(result.mistakes);
        }
        return result;
    }

    private void readVocabulary() {
        if (model.path("dropout").asDouble(0) != 0) {
            mistakes.add("model.dropout is " + model.get("dropout")
                    + ": ids would be drawn by chance; set it to null before the model is published");
        }
        JsonNode vocabulary = model.path("vocab");
        if (vocabulary.isObject()) {
            vocabulary.properties().forEach(e -> putToken(e.getValue().asInt(-1), e.getKey(), bytesOf(e.getKey())));
        } else if (vocabulary.isArray()) {
            for (int id = 0; id < vocabulary.size(); id++) {
                String token = vocabulary.get(id).path(0).asText();
                putToken(id, token, bytesOf(token));
            }
        } else {
            mistakes.add("model.vocab is neither an object nor an array");
        }
    }

    private byte[] bytesOf(String token) {
        return pipeline.byteLevelDecoder() ? ByteLevelAlphabet.bytes(token) : token.getBytes(StandardCharsets.UTF_8);
    }

    private void putToken(int id, String token, byte[] bytes) {
        if (id < 0) {
            mistakes.add("the id of token " + JSON.getNodeFactory().textNode(token) + " is not a number of 0 or more");
        } else {
            tokens.put(id, bytes);
        }
    }

    private void readAddedTokens(List<ControlToken> controlTokens) {
        controlTokens.forEach(c -> declaredControls.add(c.content()));
        Set<String> found = new HashSet<>();
        for (JsonNode token : root.path("added_tokens")) {
            String content = token.path("content").asText();
            int id = token.path("id").asInt(-1);
            found.add(content);
            putToken(id, content, content.getBytes(StandardCharsets.UTF_8));
            if (token.path("special").asBoolean() || declaredControls.contains(content)) {
                controlIds.put(content, id);
            } else {
                keptTokens.add(token);
            }
        }
        for (ControlToken control : controlTokens) {
            Integer vocabularyId = vocabularyId(control.content());
            if (!found.contains(control.content()) && vocabularyId != null) {
                controlIds.put(control.content(), vocabularyId);
            }
            Integer id = controlIds.get(control.content());
            if (id == null) {
                mistakes.add("control token " + control.content() + " is not in the tokenizer's file");
            } else if (control.id().isPresent() && control.id().getAsInt() != id) {
                mistakes.add("control token " + control.content() + " has id " + id + " in the tokenizer's file, not "
                        + control.id().getAsInt());
            }
        }
    }

    private Integer vocabularyId(String content) {
        JsonNode id = model.path("vocab").path(content);
        return id.isInt() ? Integer.valueOf(id.asInt()) : null;
    }

    private void makeSafe() {
        root.putNull("truncation");
        root.putNull("padding");
        ArrayNode added = JSON.createArrayNode();
        keptTokens.forEach(added::add);
        root.set("added_tokens", added);
        // The model's own token for the unknown is what any strange text may become: it is no control token here.
        unknownToken().ifPresent(controlIds::remove);
        if (model.path("vocab") instanceof ObjectNode vocabulary) {
            Set<String> merged = mergeResults();
            controlIds.keySet().stream().filter(c -> !merged.contains(c)).forEach(vocabulary::remove);
            for (JsonNode token : keptTokens) {
                String content = token.path("content").asText();
                if (!vocabulary.has(content)) {
                    refuseIfWordLookUpWouldFindIt(content);
                    vocabulary.put(content, token.path("id").asInt());
                }
            }
        }
    }

    /** With ignore_merges whole words are looked up in the byte alphabet, and an added token is not written in it. */
    private void refuseIfWordLookUpWouldFindIt(String content) {
        if (model.path("ignore_merges").asBoolean()
                && pipeline.byteLevelDecoder()
                && !Arrays.equals(bytesOf(content), content.getBytes(StandardCharsets.UTF_8))) {
            mistakes.add("added token " + content + " reads as other text in the byte alphabet, so that with"
                    + " ignore_merges a word could become it; list it under controlTokens");
        }
    }

    private Optional<String> unknownToken() {
        if (model.path("unk_token").isTextual()) {
            return Optional.of(model.get("unk_token").asText());
        }
        JsonNode byIndex =
                model.path("vocab").path(model.path("unk_id").asInt(-1)).path(0);
        return byIndex.isTextual() ? Optional.of(byIndex.asText()) : Optional.empty();
    }

    /** Merges are pairs, or strings of two tokens with a space between them. */
    private Set<String> mergeResults() {
        Set<String> result = new HashSet<>();
        for (JsonNode merge : model.path("merges")) {
            String[] pair = merge.isArray()
                    ? new String[] {merge.path(0).asText(), merge.path(1).asText()}
                    : merge.asText().split(" ", 2);
            result.add(pair[0]);
            if (pair.length == 2) {
                result.add(pair[1]);
                result.add(pair[0] + pair[1]);
            }
        }
        return result;
    }

    /** What the native library loads. */
    String safeJson() {
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a parsed tokenizer.json cannot be written again", e);
        }
    }

    /** The added tokens that user text may become, spelling to id. */
    Map<String, Integer> keptTokenIds() {
        Map<String, Integer> result = new LinkedHashMap<>();
        keptTokens.forEach(
                t -> result.put(t.path("content").asText(), t.path("id").asInt()));
        return result;
    }

    /** Spelling to id of every token that user text must not become. */
    Map<String, Integer> controlIds() {
        return controlIds;
    }

    TokenTable tokens() {
        byte[][] byId = new byte[tokens.isEmpty() ? 0 : tokens.lastKey() + 1][];
        tokens.forEach((id, bytes) -> byId[id] = bytes);
        return TokenTable.of(byId);
    }

    boolean byteLevelDecoder() {
        return pipeline.byteLevelDecoder();
    }

    boolean lossless() {
        return pipeline.keepsBytes() && hasAllBytes();
    }

    private boolean hasAllBytes() {
        for (int b = 0; b < 256; b++) {
            if (!model.path("vocab").has(ByteLevelAlphabet.character(b))) {
                return false;
            }
        }
        return true;
    }

    CutRule cutRule() {
        return pipeline.splitsByKnownPattern() && keptTokens.stream().noneMatch(HuggingFacePipeline::disturbsCuts)
                ? CutRule.WORD
                : CutRule.NONE;
    }
}
