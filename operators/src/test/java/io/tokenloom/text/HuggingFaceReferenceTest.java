package io.tokenloom.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tokenloom.text.huggingface.HuggingFaceTokenizer;
import io.tokenloom.text.library.HuggingFaceTextTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One small tokenizer of each kind: ids, offsets and decoded text as the reference gave them, and ids, counts and decoded
 * text of random texts as the reference gives them now. {@code -Dtokenloom.fuzz=N} takes so many texts;
 * {@code -Dtokenloom.tokenizers=FOLDER} compares every {@code tokenizer.json} below a folder, too.
 */
class HuggingFaceReferenceTest {
    private static final int TEXTS = Integer.getInteger("tokenloom.fuzz", 300);
    private static final String FOLDER = "tokenloom.tokenizers";

    @ParameterizedTest
    @ValueSource(
            strings = {"bert", "unigram", "bytes-behind-characters", "first-space", "byte-level", "chained", "words"})
    void givesWhatTheReferenceGave(String name) throws IOException {
        try (TextTokenizer tokenizer = HuggingFaceTokenizer.of(file(name), List.of())) {
            for (JsonNode item : new ObjectMapper().readTree(Golden.bytes("huggingface/" + name + ".json"))) {
                String text = item.get("text").asText();
                byte[] utf8 = ("##" + text).getBytes(UTF_8);
                TokenBuffer tokens = TokenBuffer.withSpans();
                tokenizer.encode(utf8, 2, utf8.length - 2, tokens);
                assertThat(tokens.toArray()).as(text).isEqualTo(numbers(item.get("ids")));
                assertThat(offsets(utf8, 2, tokens))
                        .as(text)
                        .isEqualTo(item.get("offsets").toString());
                assertThat(new String(tokenizer.decode(tokens.toArray()), UTF_8))
                        .as(text)
                        .isEqualTo(item.get("decoded").asText());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bert", "unigram", "bytes-behind-characters", "first-space", "byte-level", "chained", "words"})
    void givesWhatTheReferenceGivesForRandomText(String name) {
        compare(name, file(name));
    }

    @Test
    void givesWhatTheReferenceGivesWithPublishedFiles() throws IOException {
        assumeTrue(System.getProperty(FOLDER) != null, "-D" + FOLDER + "=FOLDER compares published files, too");
        try (Stream<Path> paths = Files.walk(Path.of(System.getProperty(FOLDER)))) {
            for (Path path : paths.filter(p -> p.endsWith("tokenizer.json")).toList()) {
                compare(path.toString(), Files.readAllBytes(path));
            }
        }
    }

    private static void compare(String name, byte[] file) {
        RandomText texts = new RandomText(new Random(5));
        Random random = new Random(6);
        try (TextTokenizer tokenizer = HuggingFaceTokenizer.of(file, List.of());
                TextTokenizer reference = HuggingFaceTextTokenizer.of(file, List.of())) {
            for (int i = 0; i < TEXTS; i++) {
                String text = i % 3 == 0 ? characters(random) : texts.next(60);
                byte[] utf8 = text.getBytes(UTF_8);
                int[] ids = reference.encode(text);
                assertThat(tokenizer.encode(text)).as("%s: %s", name, text).isEqualTo(ids);
                assertThat(tokenizer.count(utf8, 0, utf8.length)).isEqualTo(ids.length);
                assertThat(tokenizer.decode(ids)).as("%s: %s", name, text).isEqualTo(reference.decode(ids));
                assertBeginning(tokenizer, utf8, ids, random.nextInt(ids.length + 2));
            }
        }
    }

    /** The first tokens, and then those of the rest where the text may be cut there. */
    private static void assertBeginning(TextTokenizer tokenizer, byte[] utf8, int[] ids, int wanted) {
        TokenBuffer some = TokenBuffer.withSpans();
        int end = tokenizer.encodeUpTo(wanted, utf8, 0, utf8.length, some);
        int tokens = Math.min(wanted, ids.length);
        assertThat(some.toArray()).isEqualTo(Arrays.copyOf(ids, tokens));
        assertThat(end).isBetween(tokens == 0 ? 0 : some.end(tokens - 1), utf8.length);
        if (wanted >= ids.length) {
            assertThat(end).isEqualTo(utf8.length);
        }
    }

    /** Any characters: the lower ones more often. */
    private static String characters(Random random) {
        StringBuilder text = new StringBuilder();
        int characters = random.nextInt(30);
        while (text.length() < characters) {
            int codePoint = random.nextInt(1 << 7 + random.nextInt(10));
            if (codePoint < 0xD800 || codePoint > 0xDFFF) {
                text.appendCodePoint(codePoint);
            }
        }
        return text.toString();
    }

    private static byte[] file(String name) {
        return Golden.bytes("huggingface/" + name + ".tokenizer.json");
    }

    private static int[] numbers(JsonNode list) {
        int[] result = new int[list.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = list.get(i).asInt();
        }
        return result;
    }

    /** As the reference writes them: in code points, of whole characters. */
    private static String offsets(byte[] utf8, int offset, TokenBuffer tokens) {
        TokenSpans.toWholeCharacters(utf8, offset, tokens);
        StringBuilder result = new StringBuilder("[");
        for (int i = 0; i < tokens.size(); i++) {
            result.append(i == 0 ? "[" : ",[")
                    .append(characters(utf8, offset, tokens.start(i)))
                    .append(',')
                    .append(characters(utf8, offset, tokens.end(i)))
                    .append(']');
        }
        return result.append(']').toString();
    }

    private static int characters(byte[] utf8, int offset, int bytes) {
        String before = new String(utf8, offset, bytes, UTF_8);
        return before.codePointCount(0, before.length());
    }
}
