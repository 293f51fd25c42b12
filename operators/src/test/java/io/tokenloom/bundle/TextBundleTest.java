package io.tokenloom.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tokenloom.text.CutRule;
import io.tokenloom.text.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class TextBundleTest {
    @TempDir
    private Path parent;

    private Path folder;
    private BundleFolder bundle;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(parent.resolve("bundle"));
        bundle = new BundleFolder(folder);
    }

    @Test
    void opensASoundFolder() {
        try (TextBundle opened = TextBundle.open(bundle.write())) {
            assertThat(opened.manifest().name()).isEqualTo("small");
            assertThat(opened.tokenizer().cutRule()).isEqualTo(CutRule.WORD);
            assertThat(opened.fingerprint().hex()).hasSize(64);
            assertThat(opened.fingerprint().shortBytes())
                    .isEqualTo(Arrays.copyOf(opened.fingerprint().sha256(), 8));
        }
    }

    @Test
    void closesAgainWithoutHarm() {
        TextBundle opened = TextBundle.open(bundle.write());
        opened.close();
        opened.close();
    }

    @ParameterizedTest
    @FieldSource("BUILT_IN")
    void opensWhatIsBuiltIn(String location) {
        try (TextBundle opened = TextBundle.open(location)) {
            assertThat(location).endsWith(opened.manifest().name());
            assertThat(opened.tokenizer().decode(opened.tokenizer().encode("built in")))
                    .asString(UTF_8)
                    .isEqualTo("built in");
        }
    }

    static final List<String> BUILT_IN = TextBundle.BUILT_IN;

    @Test
    void namesTheBuiltInBundlesWhenAskedForAnother() {
        assertThat(mistakes("builtin:../x")).singleElement().asString().contains("builtin:o200k_base");
    }

    @Test
    void saysThatThereIsNoManifest() {
        assertThat(mistakes(folder.toString())).containsExactly("bundle.yaml is missing");
        assertThat(mistakes(parent.resolve("nowhere").toString()))
                .singleElement()
                .asString()
                .contains("bundle.yaml");
    }

    @Test
    void reportsAllMistakesAtOnce() {
        String wrong = "ab".repeat(32);
        bundle.replace("sha256: HASH", "sha256: " + wrong)
                .replace("licence: Apache-2.0", "colour: red")
                .replace("ids: [", "ids: [7, ")
                .replace(
                        "files:",
                        "files:\n  - {path: ../elsewhere, sha256: " + wrong + "}\n  - {path: lost, sha256: " + wrong
                                + "}");
        assertThat(mistakes(bundle.write()))
                .anySatisfy(m -> assertThat(m).contains("colour"))
                .anySatisfy(m -> assertThat(m).contains("licence"))
                .contains(
                        "files: tokenizer.json has SHA-256 " + bundle.hash() + ", the manifest says " + wrong,
                        "files: ../elsewhere lies outside the bundle's folder; put the file into it",
                        "files: lost is missing")
                .anySatisfy(m -> assertThat(m)
                        .startsWith("golden[0]: ids differ first at index 0: the manifest has 7, the tokenizer gives"))
                .hasSize(6);
    }

    @Test
    void refusesALinkOutOfTheFolder() throws IOException {
        Path outside = Files.writeString(parent.resolve("secret"), "x");
        Files.createSymbolicLink(folder.resolve("linked"), outside);
        bundle.replace("files:", "files:\n  - {path: linked, sha256: " + Sha256.hexOf("x".getBytes(UTF_8)) + "}");
        assertThat(mistakes(bundle.write()))
                .singleElement()
                .asString()
                .contains("linked is a link to a place outside the bundle's folder");
    }

    @Test
    void refusesAnAbsolutePathAndAFolder() throws IOException {
        Path outside = Files.writeString(parent.resolve("secret"), "x");
        Files.createDirectory(folder.resolve("sub"));
        String hash = Sha256.hexOf("x".getBytes(UTF_8));
        bundle.replace(
                "files:",
                "files:\n  - {path: " + outside + ", sha256: " + hash + "}\n  - {path: sub, sha256: " + hash + "}");
        assertThat(mistakes(bundle.write()))
                .containsExactly(
                        "files: " + outside + " lies outside the bundle's folder; put the file into it",
                        "files: sub is not a file");
    }

    @Test
    void saysWhereTheYamlIsBroken() {
        bundle.append("a: [\n");
        assertThat(mistakes(bundle.write())).singleElement().asString().startsWith("bundle.yaml is not YAML at line");
    }

    @Test
    void refusesAKeyThatIsWrittenTwice() {
        bundle.append("name: other\n");
        assertThat(mistakes(bundle.write())).singleElement().asString().contains("Duplicate field");
    }

    @Test
    void wantsTheTokenizerFileAmongTheFiles() {
        bundle.replace("file: tokenizer.json", "file: other.json");
        assertThat(mistakes(bundle.write()))
                .containsExactly("engine.file: other.json is not listed under files with its hash");
    }

    @Test
    void wantsAPatternForRanksAndNoneForTokenizerJson() {
        bundle.replace("file: tokenizer.json", "file: tokenizer.json\n  pattern: gpt2");
        assertThat(mistakes(bundle.write()))
                .containsExactly("engine.pattern: a file of format huggingface-tokenizer-json says itself how text is"
                        + " split; leave the key out");
        bundle.replace("  pattern: gpt2\n", "").replace("huggingface-tokenizer-json", "tiktoken");
        assertThat(mistakes(bundle.write())).singleElement().asString().contains("gpt2, cl100k, llama3, qwen2, o200k");
    }

    @Test
    void passesOnWhatIsWrongWithTheTokenizerFile() {
        bundle.tokenizer("{".getBytes(UTF_8));
        assertThat(mistakes(bundle.write()))
                .singleElement()
                .asString()
                .startsWith("tokenizer.json: not JSON at line 1");
        bundle.tokenizer("{\"model\": {\"type\": \"BPE\", \"vocab\": {}, \"merges\": 7}}".getBytes(UTF_8));
        assertThat(mistakes(bundle.write())).singleElement().asString().contains("model.merges is missing or no list");
    }

    @Test
    void wantsATokenizerThatChangesTextToBeCalledLossy() {
        String lower = new String(Golden.bytes("small/tokenizer.json"), UTF_8)
                .replace("\"normalizer\":null", "\"normalizer\":{\"type\":\"Lowercase\"}");
        bundle.tokenizer(lower.getBytes(UTF_8)).replace("Hello, world!", "hello, world!");
        List<String> mistakes = mistakes(bundle.write());
        assertThat(mistakes).anySatisfy(m -> assertThat(m).startsWith("lossless: this tokenizer changes"));
        bundle.append("lossless: false\n");
        assertThat(mistakes(bundle.write())).isNotEmpty().allSatisfy(m -> assertThat(m)
                .startsWith("golden[0]"));
    }

    @Test
    void refusesAControlTokenThatTheFileDoesNotHave() {
        bundle.append("controlTokens: [{content: <nope>}, {content: <nope>}, {content: <think>, id: 5}]\n");
        assertThat(mistakes(bundle.write()))
                .containsExactly(
                        "controlTokens: <nope> is listed more than once",
                        "tokenizer.json: control token <nope> is not in the tokenizer's file",
                        "tokenizer.json: control token <nope> is not in the tokenizer's file",
                        "tokenizer.json: control token <think> has id 3001 in the tokenizer's file, not 5");
    }

    @Test
    void fingerprintCountsWhatChangesIdsAndNothingElse() {
        Fingerprint original = fingerprint();
        assertThat(fingerprint()).isEqualTo(original).hasToString(original.hex());
        bundle.replace("name: small", "name: other").replace("version: \"1\"", "version: \"2\"");
        assertThat(fingerprint()).isEqualTo(original);
        bundle.append("controlTokens: [{content: <think>}, {content: </think>}]\n");
        Fingerprint withControls = fingerprint();
        assertThat(withControls).isNotEqualTo(original);
        bundle.replace("{content: <think>}, {content: </think>}", "{content: </think>}, {content: <think>}");
        assertThat(fingerprint()).isEqualTo(withControls);
        bundle.tokenizer((new String(Golden.bytes("small/tokenizer.json"), UTF_8) + " ").getBytes(UTF_8));
        assertThat(fingerprint()).isNotEqualTo(withControls);
    }

    @Test
    void fingerprintsOfBuiltInBundlesStayTheSame() {
        assertThat(BUILT_IN.stream().map(TextBundleTest::fingerprintOf))
                .containsExactly(
                        "0637c31b9c79f12f54ea4d07ba03106d0dc492f922c5a11ed905f36ede7b54d2",
                        "40e065e79981b7bb1a064804a7d59455c723108d72a0f28d8ccf0183f31371cf",
                        "74d51e6157a81c74af89353684fed0a9043b6f0332a12c72f7a0562912233738");
    }

    private Fingerprint fingerprint() {
        try (TextBundle opened = TextBundle.open(bundle.write())) {
            return opened.fingerprint();
        }
    }

    private static String fingerprintOf(String location) {
        try (TextBundle opened = TextBundle.open(location)) {
            return opened.fingerprint().hex();
        }
    }

    private static List<String> mistakes(String location) {
        BundleException e = catchThrowableOfType(BundleException.class, () -> TextBundle.open(location));
        assertThat(e).as("the bundle should be refused").isNotNull();
        assertThat(e.location()).isEqualTo(location);
        assertThat(e).hasMessageContaining(e.mistakes().get(0));
        return e.mistakes();
    }
}
