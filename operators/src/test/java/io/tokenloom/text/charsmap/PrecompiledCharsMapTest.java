package io.tokenloom.text.charsmap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterEnums.ECharacterCategory;
import io.tokenloom.text.Golden;
import io.tokenloom.text.TextTokenizer;
import io.tokenloom.text.TokenizerFileException;
import io.tokenloom.text.library.HuggingFaceTextTokenizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * The map of the small models, whose rules {@code golden/sentencepiece/generate.py} lists, and that of Pegasus where
 * {@code -Dtokenloom.tokenizers} names a folder that holds it.
 */
class PrecompiledCharsMapTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TEXTS = Integer.getInteger("tokenloom.fuzz", 1000);
    private static final byte[] RULES = Golden.bytes("sentencepiece/rules.charsmap");

    /** Characters of every class that grapheme clusters tell apart, and what the maps replace. */
    private static final List<String> SIGNS = List.of(
            "a",
            "e",
            "Z",
            " ",
            "\r",
            "\n",
            "\r\n",
            "\t",
            "\u0001",
            "\u0301",
            "\u0323",
            "\u0308",
            "\u200d",
            "\u200b",
            "\u00ad",
            "\uff21",
            "\ufb01",
            "\u2122",
            "\u00bd",
            "\u3000",
            "\u00a0",
            "\u2003",
            ".",
            "...",
            "''",
            "\u0928",
            "\u093f",
            "\u0915",
            "\u094d",
            "\u0937",
            "\u093c",
            "\u0b95",
            "\u0bcd",
            "\u0600",
            "\u1100",
            "\u1161",
            "\u11a8",
            "\uac00",
            "\uac01",
            "\u0e01",
            "\u0e33",
            "\u261d",
            "\ufe0f",
            "\ud83c\udffd",
            "\ud83d\ude00",
            "\ud83d\udc69",
            "\ud83c\uddeb",
            "\ud83c\uddf7",
            "\u30ab",
            "\u3099",
            "\ufdfa",
            "\u4e2d",
            "\uff76",
            "\uff9e",
            "\u0344",
            "\u0f73",
            "\u212b",
            "\u1e9b",
            "\ud834\udd5e");

    @Test
    void replacesTheLongestPrefix() {
        assertThat(byPrefix("e\u0301\u0323x\uff21...\u200b.")).isEqualTo("\u1eb9\u0301xA\u2026.");
        assertThat(byPrefix("\ufb01\u0301\u2003e")).isEqualTo("fi\u0301  e");
        assertThat(byPrefix("")).isEmpty();
    }

    @Test
    void replacesGraphemesByTheirShortestPrefix() {
        // The cluster is two characters of less than six bytes and begins with a key, so the mark goes with it.
        assertThat(byGrapheme("\ufb01\u0301")).isEqualTo("fi");
        assertThat(byGrapheme("e\u0301x")).isEqualTo("\u00e9x");
        // Of more bytes each character is looked up by itself.
        assertThat(byGrapheme("\ufb01\u0301\u0301")).isEqualTo("fi\u0301\u0301");
        assertThat(byGrapheme("...")).isEqualTo("...");
    }

    @Test
    void tellsWhatEachPartStandsFor() {
        StringBuilder trace = new StringBuilder();
        byte[] text = "ab\u2122c\u200bd".getBytes(UTF_8);
        PrecompiledCharsMap.of(RULES).normalizeByLongestPrefix(text, 1, text.length, new NormalizedOutput() {
            @Override
            public void copy(byte[] utf8, int from, int to) {
                trace.append("copy ").append(from).append('-').append(to).append(';');
            }

            @Override
            public void replace(byte[] bytes, int from, int to, int sourceFrom, int sourceTo) {
                trace.append(new String(bytes, from, to - from, UTF_8));
                trace.append(" for ")
                        .append(sourceFrom)
                        .append('-')
                        .append(sourceTo)
                        .append(';');
            }
        });
        assertThat(trace).hasToString("copy 1-2;TM for 2-5;copy 5-6; for 6-9;copy 9-10;");
    }

    @Test
    void graphemesEqualHuggingFace() {
        compare(RULES, new Random(1), TEXTS);
    }

    @Test
    void graphemesEqualHuggingFaceForPublishedMap() throws IOException {
        String folder = System.getProperty("tokenloom.tokenizers", "");
        Assumptions.assumeFalse(folder.isEmpty(), "no folder of published tokenizers");
        String blob = JSON.readTree(Files.readAllBytes(Path.of(folder, "pegasus", "tokenizer.json")))
                .findValue("precompiled_charsmap")
                .asText();
        compare(Base64.getDecoder().decode(blob), new Random(2), TEXTS);
    }

    @Test
    void refusesBrokenMaps() {
        assertThatThrownBy(() -> PrecompiledCharsMap.of(new byte[3]))
                .isInstanceOf(TokenizerFileException.class)
                .hasMessageContaining("precompiled_charsmap is broken");
        assertThatThrownBy(() -> PrecompiledCharsMap.of(Arrays.copyOf(RULES, RULES.length / 2)))
                .isInstanceOf(TokenizerFileException.class);
        byte[] cut = Arrays.copyOf(RULES, RULES.length - 60);
        assertThatThrownBy(() -> PrecompiledCharsMap.of(cut)).isInstanceOf(TokenizerFileException.class);
    }

    private static void compare(byte[] blob, Random random, int texts) {
        PrecompiledCharsMap map = PrecompiledCharsMap.of(blob);
        try (TextTokenizer reference = bytesAfter(blob)) {
            for (int i = 0; i < texts; i++) {
                String text = randomText(random);
                byte[] utf8 = text.getBytes(UTF_8);
                Collected normalized = new Collected();
                map.normalizeByGrapheme(utf8, 0, utf8.length, normalized);
                // Token 1 + b stands for byte b.
                int[] ids = reference.encode(text);
                byte[] expected = new byte[ids.length];
                for (int at = 0; at < ids.length; at++) {
                    expected[at] = (byte) (ids[at] - 1);
                }
                assertThat(normalized.toString())
                        .as(() -> "%s %s"
                                .formatted(
                                        text,
                                        text.codePoints()
                                                .mapToObj(Integer::toHexString)
                                                .toList()))
                        .isEqualTo(new String(expected, UTF_8));
            }
        }
    }

    /** Hugging Face's normalizer, with a model in which every character is unknown and becomes its bytes. */
    private static TextTokenizer bytesAfter(byte[] blob) {
        ObjectNode root = JSON.createObjectNode();
        root.put("version", "1.0").putArray("added_tokens");
        root.putObject("normalizer")
                .put("type", "Precompiled")
                .put("precompiled_charsmap", Base64.getEncoder().encodeToString(blob));
        for (String part : List.of("pre_tokenizer", "post_processor", "decoder")) {
            root.putNull(part);
        }
        ObjectNode model = root.putObject("model");
        model.put("type", "Unigram").put("unk_id", 0).put("byte_fallback", true);
        ArrayNode vocabulary = model.putArray("vocab");
        vocabulary.addArray().add("<unk>").add(0.0);
        for (int b = 0; b < 256; b++) {
            vocabulary.addArray().add(String.format("<0x%02X>", b)).add(0.0);
        }
        return HuggingFaceTextTokenizer.of(root.toString().getBytes(UTF_8), List.of());
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            if (random.nextInt(4) > 0) {
                text.append(SIGNS.get(random.nextInt(SIGNS.size())));
            } else {
                int codePoint = random.nextInt(random.nextBoolean() ? 0x3100 : 0x20000);
                boolean assigned = UCharacter.getType(codePoint) != ECharacterCategory.UNASSIGNED;
                text.appendCodePoint(codePoint >= 0xD800 && codePoint < 0xE000 || !assigned ? 'x' : codePoint);
            }
        }
        return text.toString();
    }

    private static String byPrefix(String text) {
        Collected out = new Collected();
        byte[] utf8 = text.getBytes(UTF_8);
        PrecompiledCharsMap.of(RULES).normalizeByLongestPrefix(utf8, 0, utf8.length, out);
        return out.toString();
    }

    private static String byGrapheme(String text) {
        Collected out = new Collected();
        byte[] utf8 = text.getBytes(UTF_8);
        PrecompiledCharsMap.of(RULES).normalizeByGrapheme(utf8, 0, utf8.length, out);
        return out.toString();
    }

    private static final class Collected implements NormalizedOutput {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void copy(byte[] utf8, int from, int to) {
            bytes.write(utf8, from, to - from);
        }

        @Override
        public void replace(byte[] replacement, int from, int to, int sourceFrom, int sourceTo) {
            bytes.write(replacement, from, to - from);
        }

        @Override
        public String toString() {
            return bytes.toString(UTF_8);
        }
    }
}
