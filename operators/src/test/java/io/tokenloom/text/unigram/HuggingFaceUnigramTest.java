package io.tokenloom.text.unigram;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenloom.text.TextTokenizer;
import io.tokenloom.text.TokenBuffer;
import io.tokenloom.text.library.HuggingFaceTextTokenizer;
import io.tokenloom.text.piece.PieceEncoder;
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
 * The model beside Hugging Face's own, of random vocabularies and of Pegasus: {@code -Dtokenloom.tokenizers} names the
 * folder that holds {@code pegasus/tokenizer.json}, {@code -Dtokenloom.fuzz} how many texts each gets.
 */
class HuggingFaceUnigramTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TEXTS = Integer.getInteger("tokenloom.fuzz", 300);
    private static final List<String> SIGNS =
            List.of("a", "b", "c", "\u2581", "\u00e9", "\u4e2d", "\ud83d\ude00", "<", ">");

    @Test
    void equalsTheReferenceForRandomVocabularies() {
        Random random = new Random(7);
        for (int round = 0; round < 20; round++) {
            boolean byteFallback = random.nextBoolean();
            ArrayNode vocabulary = randomVocabulary(random, byteFallback);
            compare(vocabulary, random.nextInt(3), byteFallback, random, Math.max(1, TEXTS / 20));
        }
    }

    @Test
    void equalsTheReferenceForAPublishedVocabulary() throws IOException {
        String folder = System.getProperty("tokenloom.tokenizers", "");
        Assumptions.assumeFalse(folder.isEmpty(), "no folder of published tokenizers");
        JsonNode model = JSON.readTree(Files.readAllBytes(Path.of(folder, "pegasus", "tokenizer.json")))
                .get("model");
        compare(
                (ArrayNode) model.get("vocab"),
                model.get("unk_id").asInt(),
                model.path("byte_fallback").asBoolean(),
                new Random(1),
                TEXTS);
    }

    private static void compare(ArrayNode vocabulary, int unknownId, boolean byteFallback, Random random, int texts) {
        byte[][] pieces = new byte[vocabulary.size()][];
        double[] scores = new double[pieces.length];
        List<String> words = new ArrayList<>();
        for (int id = 0; id < pieces.length; id++) {
            words.add(vocabulary.get(id).get(0).asText());
            pieces[id] = words.get(id).getBytes(UTF_8);
            scores[id] = vocabulary.get(id).get(1).asDouble();
        }
        UnigramModel model = UnigramModel.huggingFace(pieces, scores, unknownId, byteFallback, new BitSet());
        PieceEncoder encoder = model.newEncoder();
        TokenBuffer out = TokenBuffer.ofIds();
        try (TextTokenizer reference = reference(vocabulary, unknownId, byteFallback)) {
            for (int i = 0; i < texts; i++) {
                String text = randomText(random, words);
                byte[] utf8 = text.getBytes(UTF_8);
                out.clear();
                encoder.encode(utf8, 0, utf8.length, out);
                assertThat(out.toArray()).as(text).isEqualTo(reference.encode(text));
            }
        }
    }

    private static TextTokenizer reference(ArrayNode vocabulary, int unknownId, boolean byteFallback) {
        ObjectNode root = JSON.createObjectNode();
        root.put("version", "1.0").putArray("added_tokens");
        for (String part : List.of("normalizer", "pre_tokenizer", "post_processor", "decoder")) {
            root.putNull(part);
        }
        ObjectNode model = root.putObject("model");
        model.put("type", "Unigram").put("unk_id", unknownId).put("byte_fallback", byteFallback);
        model.set("vocab", vocabulary);
        return HuggingFaceTextTokenizer.of(root.toString().getBytes(UTF_8), List.of());
    }

    /** Pieces and parts of them, one after the other, with characters that no piece has between. */
    private static String randomText(Random random, List<String> words) {
        StringBuilder text = new StringBuilder();
        int parts = 1 + random.nextInt(12);
        while (parts-- > 0) {
            int kind = random.nextInt(10);
            String word = words.get(random.nextInt(words.size()));
            if (kind < 5) {
                text.append(word);
            } else if (kind < 7) {
                text.append(word, 0, word.offsetByCodePoints(0, 1));
            } else if (kind < 9) {
                text.append(SIGNS.get(random.nextInt(SIGNS.size())));
            } else {
                int codePoint = 1 + random.nextInt(0x2FFFF);
                text.appendCodePoint(codePoint >= 0xD800 && codePoint < 0xE000 ? '?' : codePoint);
            }
        }
        return text.toString();
    }

    /** With unknown and control pieces in all places, and, at times, tokens for some or all bytes. */
    private static ArrayNode randomVocabulary(Random random, boolean byteFallback) {
        Set<String> words = new LinkedHashSet<>(List.of("<unk>", "<s>", "</s>"));
        int size = 5 + random.nextInt(60);
        while (words.size() < size) {
            StringBuilder word = new StringBuilder();
            for (int i = random.nextInt(5); i >= 0; i--) {
                word.append(SIGNS.get(random.nextInt(SIGNS.size())));
            }
            words.add(word.toString());
        }
        if (byteFallback) {
            int bytes = random.nextBoolean() ? 256 : 200;
            for (int b = 0; b < bytes; b++) {
                words.add(String.format("<0x%02X>", b));
            }
        }
        ArrayNode vocabulary = JSON.createArrayNode();
        boolean coarse = random.nextBoolean();
        boolean high = random.nextInt(4) == 0;
        for (String word : words) {
            double score = coarse ? -random.nextInt(8) / 10.0 : -10 * random.nextDouble();
            vocabulary.addArray().add(word).add(high ? score + 40 : score);
        }
        return vocabulary;
    }
}
