package io.tokenloom.text.huggingface;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenloom.json.JsonTrees;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** Reads the field {@code model} token by token, as its lists are long; its small fields become a tree. Not thread-safe. */
final class ModelReader {
    private final Mistakes mistakes;
    private final Vocabulary vocabulary = new Vocabulary();
    private final MergeReader merges;
    private final ObjectNode fields = JsonNodeFactory.instance.objectNode();
    private double[] scores;
    private boolean hasVocabulary;

    ModelReader(Mistakes mistakes) {
        this.mistakes = mistakes;
        this.merges = new MergeReader(vocabulary, mistakes);
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    /** Reads an object whose start was just read. */
    void read(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            if (key.equals("vocab") && value == JsonToken.START_OBJECT) {
                readIds(parser);
            } else if (key.equals("vocab") && value == JsonToken.START_ARRAY) {
                readScores(parser);
            } else if (key.equals("merges") && value == JsonToken.START_ARRAY) {
                merges.read(parser);
            } else {
                fields.set(key, JsonTrees.read(parser));
            }
        }
    }

    private void readIds(JsonParser parser) throws IOException {
        hasVocabulary = true;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String token = parser.currentName();
            if (parser.nextToken() == JsonToken.VALUE_NUMBER_INT && parser.getIntValue() >= 0) {
                vocabulary.put(token, parser.getIntValue());
            } else {
                mistakes.add("the id of token \"" + token + "\" is not a number of 0 or more");
                parser.skipChildren();
            }
        }
        merges.resolve();
    }

    /** A list of pairs: a token, and the logarithm of its probability. */
    private void readScores(JsonParser parser) throws IOException {
        hasVocabulary = true;
        scores = new double[1 << 12];
        int id = 0;
        while (parser.nextToken() == JsonToken.START_ARRAY) {
            if (id == scores.length) {
                scores = Arrays.copyOf(scores, 2 * id);
            }
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                break;
            }
            vocabulary.append(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength(), id);
            if (!parser.nextToken().isNumeric()) {
                break;
            }
            scores[id++] = parser.getDoubleValue();
            if (parser.nextToken() != JsonToken.END_ARRAY) {
                break;
            }
        }
        if (parser.currentToken() != JsonToken.END_ARRAY) {
            mistakes.add("model.vocab[" + id + "] is not a pair of a token and its score");
            while (parser.nextToken() != null) {
                parser.skipChildren();
            }
        }
        scores = Arrays.copyOf(scores, id);
    }

    /** Empty when it is not understood. */
    Optional<ModelSpec> spec() {
        SpecReader reader = new SpecReader("model", fields, mistakes);
        if (!hasVocabulary) {
            mistakes.add("model.vocab is neither an object nor an array");
            return Optional.empty();
        }
        String type = reader.type().isEmpty() ? typeByFields(reader) : reader.type();
        boolean wantsScores = type.equals("Unigram");
        if (wantsScores != (scores != null)) {
            mistakes.add("model.vocab of a " + type + " has to be " + (wantsScores ? "a list of pairs" : "an object"));
            return Optional.empty();
        }
        return switch (type) {
            case "BPE" -> bpe(reader);
            case "Unigram" -> unigram(reader);
            case "WordPiece" ->
                Optional.of(new ModelSpec.WordPiece(
                        reader.text("unk_token"),
                        reader.text("continuing_subword_prefix"),
                        reader.number("max_input_chars_per_word", 100)));
            case "WordLevel" -> Optional.of(new ModelSpec.WordLevel(reader.text("unk_token")));
            default -> reader.unsupportedType();
        };
    }

    /** Files of before 2021 do not say the type. */
    private String typeByFields(SpecReader reader) {
        if (merges.isThere()) {
            return "BPE";
        }
        if (scores != null) {
            return "Unigram";
        }
        return reader.has("continuing_subword_prefix") ? "WordPiece" : "WordLevel";
    }

    private Optional<ModelSpec> bpe(SpecReader reader) {
        if (!merges.isThere()) {
            mistakes.add("model.merges is missing or no list");
            return Optional.empty();
        }
        if (fields.path("dropout").asDouble(0) != 0) {
            mistakes.add("model.dropout is " + fields.get("dropout")
                    + ": ids would be drawn by chance; set it to null before the model is published");
        }
        for (String affix : new String[] {"continuing_subword_prefix", "end_of_word_suffix"}) {
            if (!reader.text(affix, "").isEmpty()) {
                reader.unsupported("." + affix + " \"" + reader.text(affix) + "\"");
            }
        }
        return Optional.of(new ModelSpec.Bpe(
                merges.merges(),
                reader.has("unk_token") ? Optional.of(reader.text("unk_token")) : Optional.empty(),
                reader.flag("fuse_unk", false),
                reader.flag("byte_fallback", false),
                reader.flag("ignore_merges", false)));
    }

    private Optional<ModelSpec> unigram(SpecReader reader) {
        if (!reader.has("unk_id")) {
            reader.unsupported(".unk_id null, with which a text with an unknown character has no ids,");
            return Optional.empty();
        }
        return Optional.of(
                new ModelSpec.Unigram(scores, reader.number("unk_id", 0), reader.flag("byte_fallback", false)));
    }
}
