package io.tokenloom.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tokenloom.text.CutRule;
import io.tokenloom.text.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder with a SentencePiece model as it was trained, and ids that the sentencepiece library gave for texts. */
class SentencePieceBundleTest {
    private static final String MANIFEST = """
            name: trained
            version: "1"
            kind: text
            engine: {format: sentencepiece, file: spiece.model}
            files:
              - {path: spiece.model, sha256: HASH}
            licence: Apache-2.0
            """;
    private static final int ITEMS = 20;
    /** YAML takes no control characters as they are. */
    private static final Pattern WRITTEN_IN_YAML = Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S} ]+");

    @TempDir
    private Path folder;

    private final byte[] model = Golden.bytes("sentencepiece/unigram-bytes.model");
    private final ObjectMapper json = new ObjectMapper();
    private List<JsonNode> items;

    @BeforeEach
    void readGoldenItems() throws IOException {
        items = new ArrayList<>();
        for (JsonNode item :
                json.readTree(Golden.bytes("sentencepiece/unigram-bytes.json")).get("items")) {
            if (WRITTEN_IN_YAML.matcher(item.get("text").asText()).matches() && items.size() < ITEMS) {
                items.add(item);
            }
        }
    }

    @Test
    void opensAModelAndGivesTheIdsOfItsReference() throws IOException {
        try (TextBundle opened = TextBundle.open(write("lossless: false\n", golden()))) {
            assertThat(opened.format()).isEqualTo("sentencepiece");
            assertThat(opened.goldenItems()).isEqualTo(ITEMS);
            assertThat(opened.lossless()).isFalse();
            assertThat(opened.splitter()).isEmpty();
            assertThat(opened.tokenizer().cutRule()).isEqualTo(CutRule.NONE);
            for (JsonNode item : items) {
                int[] ids = json.convertValue(item.get("ids"), int[].class);
                assertThat(opened.tokenizer().encode(item.get("text").asText())).isEqualTo(ids);
                assertThat(opened.tokenizer().decode(ids))
                        .asString(UTF_8)
                        .isEqualTo(item.get("decoded").asText());
            }
        }
    }

    @Test
    void hasNoBytesOfTokensForDynamicMerging() throws IOException {
        try (TextBundle opened = TextBundle.open(write("lossless: false\n", golden()))) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(opened::vocabulary)
                    .withMessageContaining("not lossless");
        }
    }

    @Test
    void refusesWhatSuchAModelCannotBe() throws IOException {
        String wrong = golden().replaceFirst("ids: \\[", "ids: [7, ");
        assertThat(mistakes(write("controlTokens: [{content: <s>}]\n", wrong)))
                .anySatisfy(m -> assertThat(m).startsWith("controlTokens: a SentencePiece model says itself"))
                .anySatisfy(m -> assertThat(m).startsWith("lossless: this tokenizer changes"))
                .anySatisfy(m -> assertThat(m).startsWith("golden[0]: ids differ first at index 0: the manifest has 7"))
                .hasSize(3);
    }

    @Test
    void passesOnWhatIsWrongWithTheModel() throws IOException {
        String location = write("lossless: false\n", golden());
        byte[] half = Arrays.copyOf(model, model.length / 2);
        Files.write(folder.resolve("spiece.model"), half);
        Files.writeString(
                folder.resolve("bundle.yaml"),
                Files.readString(folder.resolve("bundle.yaml")).replace(Sha256.hexOf(model), Sha256.hexOf(half)));
        assertThat(mistakes(location)).isNotEmpty().allSatisfy(m -> assertThat(m)
                .startsWith("spiece.model: "));
    }

    private String golden() throws IOException {
        StringBuilder lines = new StringBuilder("golden:\n");
        for (JsonNode item : items) {
            lines.append("  - {text: ")
                    .append(json.writeValueAsString(item.get("text")))
                    .append(", ids: ")
                    .append(json.writeValueAsString(item.get("ids")).replace(",", ", "))
                    .append("}\n");
        }
        return lines.toString();
    }

    private String write(String more, String golden) throws IOException {
        Files.write(folder.resolve("spiece.model"), model);
        Files.writeString(folder.resolve("bundle.yaml"), MANIFEST.replace("HASH", Sha256.hexOf(model)) + more + golden);
        return folder.toString();
    }

    private static List<String> mistakes(String location) {
        try (TextBundle opened = TextBundle.open(location)) {
            throw new AssertionError("not refused: " + opened.name());
        } catch (BundleException e) {
            return e.mistakes();
        }
    }
}
