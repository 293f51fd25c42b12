package io.tokenloom.text.wordpiece;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenloom.text.TextTokenizer;
import io.tokenloom.text.TokenBuffer;
import io.tokenloom.text.library.HuggingFaceTextTokenizer;
import io.tokenloom.text.piece.PieceEncoder;
import io.tokenloom.text.piece.PieceModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * The models beside Hugging Face's own, of random vocabularies and of a published one: {@code -Dtokenloom.wordpiece} is
 * the path of its tokenizer.json, {@code -Dtokenloom.fuzz} how many texts each gets.
 */
class HuggingFaceWordPieceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TEXTS = Integer.getInteger("tokenloom.fuzz", 300);
    private static final List<String> SIGNS = List.of("a", "b", "#", "##", "\u00e9", "\u4e2d", "\ud83d\ude00");

    @Test
    void equalsTheReferenceForRandomVocabularies() {
        Random random = new Random(3);
        for (int round = 0; round < 20; round++) {
            ObjectNode vocabulary = randomVocabulary(random);
            List<String> prefixes = List.of("##", "##", "#", "", "ab");
            compare(
                    vocabulary,
                    prefixes.get(random.nextInt(prefixes.size())),
                    3 + random.nextInt(20),
                    random,
                    Math.max(1, TEXTS / 20));
        }
    }

    @Test
    void equalsTheReferenceForAPublishedVocabulary() throws IOException {
        String file = System.getProperty("tokenloom.wordpiece", "");
        Assumptions.assumeFalse(file.isEmpty(), "no published tokenizer");
        JsonNode model = JSON.readTree(Files.readAllBytes(Path.of(file))).get("model");
        compare(
                (ObjectNode) model.get("vocab"),
                model.get("continuing_subword_prefix").asText(),
                model.get("max_input_chars_per_word").asInt(),
                new Random(1),
                TEXTS);
    }

    @Test
    void wordLevelEqualsTheReference() {
        Random random = new Random(5);
        ObjectNode vocabulary = randomVocabulary(random);
        PieceModel model = new WordLevelModel(pieces(vocabulary), "[UNK]", new BitSet());
        ObjectNode json = JSON.createObjectNode().put("type", "WordLevel").put("unk_token", "[UNK]");
        json.set("vocab", vocabulary);
        compare(model, json, words(vocabulary), random, TEXTS);
    }

    private static void compare(ObjectNode vocabulary, String prefix, int maxCharacters, Random random, int texts) {
        PieceModel model = new WordPieceModel(pieces(vocabulary), prefix, "[UNK]", maxCharacters, new BitSet());
        ObjectNode json = JSON.createObjectNode()
                .put("type", "WordPiece")
                .put("unk_token", "[UNK]")
                .put("continuing_subword_prefix", prefix)
                .put("max_input_chars_per_word", maxCharacters);
        json.set("vocab", vocabulary);
        compare(model, json, words(vocabulary), random, texts);
    }

    private static void compare(PieceModel model, ObjectNode json, List<String> words, Random random, int texts) {
        ObjectNode root = JSON.createObjectNode();
        root.put("version", "1.0").putArray("added_tokens");
        for (String part : List.of("normalizer", "pre_tokenizer", "post_processor", "decoder")) {
            root.putNull(part);
        }
        root.set("model", json);
        PieceEncoder encoder = model.newEncoder();
        TokenBuffer out = TokenBuffer.ofIds();
        try (TextTokenizer reference =
                HuggingFaceTextTokenizer.of(root.toString().getBytes(UTF_8), List.of())) {
            for (int i = 0; i < texts; i++) {
                String text = randomText(random, words);
                byte[] utf8 = text.getBytes(UTF_8);
                out.clear();
                encoder.encode(utf8, 0, utf8.length, out);
                assertThat(out.toArray()).as(text).isEqualTo(reference.encode(text));
            }
        }
    }

    private static List<String> words(ObjectNode vocabulary) {
        List<String> words = new ArrayList<>();
        vocabulary.fieldNames().forEachRemaining(words::add);
        return words;
    }

    private static byte[][] pieces(ObjectNode vocabulary) {
        byte[][] pieces = new byte[vocabulary.size()][];
        vocabulary
                .properties()
                .forEach(e -> pieces[e.getValue().asInt()] = e.getKey().getBytes(UTF_8));
        return pieces;
    }

    private static String randomText(Random random, List<String> words) {
        StringBuilder text = new StringBuilder();
        int parts = 1 + random.nextInt(7);
        while (parts-- > 0) {
            String word = words.get(random.nextInt(words.size()));
            int kind = random.nextInt(12);
            if (kind < 7) {
                text.append(word.startsWith("##") && word.length() > 2 ? word.substring(2) : word);
            } else if (kind < 8) {
                text.append(word);
            } else {
                text.append(SIGNS.get(random.nextInt(SIGNS.size())));
            }
        }
        return text.toString();
    }

    private static ObjectNode randomVocabulary(Random random) {
        Set<String> words = new LinkedHashSet<>(List.of("[UNK]", "[CLS]"));
        int size = 10 + random.nextInt(50);
        while (words.size() < size) {
            StringBuilder word = new StringBuilder(random.nextBoolean() ? "##" : "");
            for (int i = random.nextInt(4); i >= 0; i--) {
                word.append(SIGNS.get(random.nextInt(SIGNS.size())));
            }
            words.add(word.toString());
        }
        ObjectNode vocabulary = JSON.createObjectNode();
        words.forEach(word -> vocabulary.put(word, vocabulary.size()));
        return vocabulary;
    }
}
