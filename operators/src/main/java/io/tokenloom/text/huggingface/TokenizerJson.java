package io.tokenloom.text.huggingface;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tokenloom.json.JsonTrees;
import io.tokenloom.text.TokenizerFileException;
import io.tokenloom.text.Utf8Text;
import io.tokenloom.text.pipeline.AddedToken;
import io.tokenloom.text.pipeline.AddedToken.Trait;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a {@code tokenizer.json} says. Truncation and padding are not read: nothing is cut off or filled up. A post-processor
 * adds control tokens, which is not for this library to do, and so is read for its type alone. Thread-safe: not changed
 * once read.
 */
record TokenizerJson(
        Vocabulary vocabulary,
        ModelSpec model,
        List<AddedToken> addedTokens,
        Optional<NormalizerSpec> normalizer,
        Optional<PreTokenizerSpec> preTokenizer,
        DecoderSpec decoder) {
    private static final Set<String> POST_PROCESSORS =
            Set.of("ByteLevel", "BertProcessing", "RobertaProcessing", "TemplateProcessing", "Sequence");

    /** A few hundred thousand names come once each: remembering them would only cost time. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    /**
     * @param mistakes gets what cannot be honoured
     * @throws TokenizerFileException when it is no tokenizer at all, or one with mistakes
     */
    static TokenizerJson read(byte[] file, Mistakes mistakes) {
        ModelReader model = new ModelReader(mistakes);
        Map<String, JsonNode> parts = new HashMap<>();
        boolean hasModel = false;
        try (JsonParser parser = parser(file)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String key = parser.currentName();
                    if (parser.nextToken() == JsonToken.START_OBJECT && key.equals("model")) {
                        model.read(parser);
                        hasModel = true;
                    } else {
                        parts.put(key, JsonTrees.read(parser));
                    }
                }
            }
        } catch (JsonProcessingException e) {
            throw new TokenizerFileException(
                    "not JSON at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr(),
                    e);
        } catch (IOException e) {
            throw new TokenizerFileException("not JSON", e);
        }
        if (!hasModel) {
            throw new TokenizerFileException(List.of("not a tokenizer.json: there is no object \"model\""));
        }
        return of(model, parts, mistakes);
    }

    private static JsonParser parser(byte[] file) throws IOException {
        if (!Utf8Text.isValid(file, 0, file.length)) {
            return FACTORY.createParser(new String(file, StandardCharsets.UTF_8).toCharArray());
        }
        char[] chars = new char[file.length];
        return FACTORY.createParser(chars, 0, decode(file, chars));
    }

    /** Decodes well-formed UTF-8, in one pass and without a string between; returns how many characters there are. */
    private static int decode(byte[] file, char[] chars) {
        int size = 0;
        for (int i = 0; i < file.length; ) {
            int b = file[i++];
            if (b >= 0) {
                chars[size++] = (char) b;
            } else if (b < (byte) 0xE0) {
                chars[size++] = (char) ((b & 0x1F) << 6 | file[i++] & 0x3F);
            } else if (b < (byte) 0xF0) {
                chars[size++] = (char) ((b & 0x0F) << 12 | (file[i++] & 0x3F) << 6 | file[i++] & 0x3F);
            } else {
                int c = (b & 0x07) << 18 | (file[i++] & 0x3F) << 12 | (file[i++] & 0x3F) << 6 | file[i++] & 0x3F;
                chars[size++] = Character.highSurrogate(c);
                chars[size++] = Character.lowSurrogate(c);
            }
        }
        return size;
    }

    private static TokenizerJson of(ModelReader model, Map<String, JsonNode> parts, Mistakes mistakes) {
        JsonNode none = MissingNode.getInstance();
        Optional<ModelSpec> spec = model.spec();
        Optional<NormalizerSpec> normalizer =
                new NormalizerReader(mistakes).read("normalizer", parts.getOrDefault("normalizer", none));
        Optional<PreTokenizerSpec> preTokenizer =
                new PreTokenizerReader(mistakes).read("pre_tokenizer", parts.getOrDefault("pre_tokenizer", none));
        Optional<DecoderSpec> decoder =
                new DecoderReader(mistakes).read("decoder", parts.getOrDefault("decoder", none));
        checkPostProcessor("post_processor", parts.getOrDefault("post_processor", none), mistakes);
        List<AddedToken> added = addedTokens(parts.getOrDefault("added_tokens", none), mistakes);
        mistakes.throwIfAny();
        return new TokenizerJson(
                model.vocabulary(), spec.orElseThrow(), added, normalizer, preTokenizer, decoder.orElseThrow());
    }

    private static void checkPostProcessor(String name, JsonNode node, Mistakes mistakes) {
        if (node.isMissingNode() || node.isNull()) {
            return;
        }
        String type = node.path("type").asText();
        if (!POST_PROCESSORS.contains(type)) {
            mistakes.unsupported(name + " of type " + (type.isEmpty() ? "none" : type));
        }
        int index = 0;
        for (JsonNode step : node.path("processors")) {
            checkPostProcessor(name + ".processors[" + index++ + "]", step, mistakes);
        }
    }

    private static List<AddedToken> addedTokens(JsonNode nodes, Mistakes mistakes) {
        List<AddedToken> result = new ArrayList<>();
        for (JsonNode node : nodes) {
            String content = node.path("content").asText();
            int id = node.path("id").asInt(-1);
            if (content.isEmpty() || id < 0) {
                mistakes.add("an added token needs a content and an id of 0 or more, and has " + node);
            } else {
                result.add(new AddedToken(id, content, traits(node)));
            }
        }
        return result;
    }

    private static Set<Trait> traits(JsonNode node) {
        Map<String, Trait> names = Map.of(
                "special", Trait.SPECIAL,
                "normalized", Trait.NORMALIZED,
                "single_word", Trait.SINGLE_WORD,
                "lstrip", Trait.LEFT_STRIP,
                "rstrip", Trait.RIGHT_STRIP);
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        names.forEach((key, trait) -> {
            if (node.path(key).asBoolean()) {
                traits.add(trait);
            }
        });
        return traits;
    }
}
