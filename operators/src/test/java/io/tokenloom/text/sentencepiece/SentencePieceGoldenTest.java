package io.tokenloom.text.sentencepiece;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tokenloom.text.Golden;
import io.tokenloom.text.TextTokenizer;
import io.tokenloom.text.TokenBuffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the sentencepiece library makes of texts, by models that {@code golden/sentencepiece/generate.py} trains. The same
 * script writes golden files for other models, to be looked for in the folder that the system property {@code
 * tokenloom.sentencepiece} names.
 */
class SentencePieceGoldenTest {
    private static final List<String> BUILT_IN = List.of(
            "unigram", "unigram-bytes", "unigram-unused", "bpe", "bpe-bytes", "bpe-unused", "char", "word", "spaces");

    /** A model and what the reference made with it. */
    record Subject(String name, byte[] model, byte[] golden) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Subject> subjects() {
        List<Subject> subjects = new ArrayList<>();
        for (String name : BUILT_IN) {
            subjects.add(new Subject(
                    name,
                    Golden.bytes("sentencepiece/" + name + ".model"),
                    Golden.bytes("sentencepiece/" + name + ".json")));
        }
        String folder = System.getProperty("tokenloom.sentencepiece", "");
        if (!folder.isEmpty()) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                for (Path model : files.filter(f -> f.toString().endsWith(".model"))
                        .sorted()
                        .toList()) {
                    Path golden = Path.of(model.toString().replaceFirst("\\.model$", ".json"));
                    subjects.add(new Subject(model.toString(), Files.readAllBytes(model), Files.readAllBytes(golden)));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return subjects;
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void givesIdsSpansAndTextOfTheReference(Subject subject) throws IOException {
        JsonNode golden = new ObjectMapper().readTree(subject.golden());
        try (TextTokenizer tokenizer = SentencePieceTokenizer.of(subject.model())) {
            assertThat(tokenizer.vocabularySize())
                    .isEqualTo(golden.get("vocabularySize").asInt());
            for (JsonNode item : golden.get("items")) {
                String text = item.get("text").asText();
                byte[] utf8 = text.getBytes(UTF_8);
                int[] ids = ints(item.get("ids"));
                TokenBuffer out = TokenBuffer.withSpans();
                tokenizer.encode(utf8, 0, utf8.length, out);
                assertThat(out.toArray()).as(text).isEqualTo(ids);
                assertThat(tokenizer.count(utf8, 0, utf8.length)).isEqualTo(ids.length);
                assertThat(tokenizer.decode(ids))
                        .asString(UTF_8)
                        .as(text)
                        .isEqualTo(item.get("decoded").asText());
                assertThat(tokenizer.decode(ints(item.get("mixedIds"))))
                        .asString(UTF_8)
                        .isEqualTo(item.get("mixedDecoded").asText());
                assertThat(Arrays.copyOf(out.starts(), out.size())).as(text).isEqualTo(ints(item.get("begins")));
                assertThat(Arrays.copyOf(out.ends(), out.size())).as(text).isEqualTo(ints(item.get("ends")));
            }
        }
    }

    private static int[] ints(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }
}
