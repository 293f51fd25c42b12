package io.tokenloom.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenloom.text.split.SplitPattern;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the small tokenizer with one thing changed each time; one subclass per engine. */
abstract class HuggingFaceVariantsContract {
    private static final ObjectMapper JSON = new ObjectMapper();

    ObjectNode root;

    abstract TextTokenizer tokenizer(byte[] json, List<ControlToken> controlTokens);

    @BeforeEach
    void read() throws IOException {
        root = (ObjectNode) JSON.readTree(Golden.bytes("small/tokenizer.json"));
    }

    @Test
    void keepsTheIdsOfOrdinaryAddedTokens() {
        try (TextTokenizer tokenizer = tokenizer()) {
            assertThat(tokenizer.encode("<think></think>")).containsExactly(3001, 3004);
        }
    }

    @Test
    void takesOutWhatTheBundleCallsControl() {
        try (TextTokenizer tokenizer = tokenizer(new ControlToken("<think>", OptionalInt.empty()))) {
            assertThat(tokenizer.encode("<think></think>")).contains(3004).doesNotContain(3001);
            assertThat(tokenizer.decode(new int[] {3001})).asString(UTF_8).isEqualTo("<think>");
        }
    }

    @Test
    void ignoresTruncationAndPaddingOfTheFile() {
        root.set("truncation", json("{'direction':'Right','max_length':5,'strategy':'LongestFirst','stride':0}"));
        root.set(
                "padding",
                json("{'strategy':{'Fixed':100},'direction':'Right','pad_to_multiple_of':null,'pad_id':1,"
                        + "'pad_type_id':0,'pad_token':'<|pad|>'}"));
        String text = "word ".repeat(3000);
        try (TextTokenizer tokenizer = tokenizer()) {
            assertThat(tokenizer.encode(text).length).isGreaterThan(512);
            assertThat(tokenizer.decode(tokenizer.encode(text))).asString(UTF_8).isEqualTo(text);
            assertThat(tokenizer.decode(tokenizer.encode("a"))).asString(UTF_8).isEqualTo("a");
        }
    }

    @Test
    void addsNoControlTokensOfThePostProcessor() {
        root.set(
                "post_processor",
                json(
                        "{'type':'TemplateProcessing','single':[{'SpecialToken':{'id':'<s>','type_id':0}},"
                                + "{'Sequence':{'id':'A','type_id':0}}],'pair':[{'Sequence':{'id':'A','type_id':0}},"
                                + "{'Sequence':{'id':'B','type_id':1}}],'special_tokens':{'<s>':{'id':'<s>','ids':[3003],'tokens':['<s>']}}}"));
        try (TextTokenizer tokenizer = tokenizer()) {
            assertThat(tokenizer.decode(tokenizer.encode("abc")))
                    .asString(UTF_8)
                    .isEqualTo("abc");
        }
    }

    @Test
    void keepsControlTokensApartWhereWholeWordsAreLookedUp() {
        ((ObjectNode) root.get("model")).put("ignore_merges", true);
        // A pre-token of its own, so that the look-up of whole words would find the control token.
        root.set(
                "pre_tokenizer",
                json("{'type':'Sequence','pretokenizers':[{'type':'Split','pattern':{'String':' '},"
                        + "'behavior':'Isolated','invert':false},{'type':'ByteLevel','add_prefix_space':false,"
                        + "'trim_offsets':true,'use_regex':false}]}"));
        try (TextTokenizer tokenizer = tokenizer()) {
            assertThat(tokenizer.encode("a <|endoftext|> <|pad|>")).doesNotContain(0, 1);
            assertThat(tokenizer.lossless()).isTrue();
            assertThat(tokenizer.cutRule()).isEqualTo(CutRule.NONE);
        }
    }

    @Test
    void refusesAControlTokenThatMergesLeadTo() {
        ArrayNode merges = (ArrayNode) root.get("model").get("merges");
        String word = merges.get(0).get(0).asText() + merges.get(0).get(1).asText();
        assertThatThrownBy(() -> tokenizer(new ControlToken(word, OptionalInt.empty())))
                .isInstanceOf(TokenizerFileException.class)
                .hasMessageContaining("cannot keep it apart from text");
    }

    @Test
    void refusesIdsThatAreDrawnByChance() {
        ((ObjectNode) root.get("model")).put("dropout", 0.1);
        assertThatThrownBy(this::tokenizer).hasMessageContaining("model.dropout is 0.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'Lowercase'}",
                "{'type':'NFKC'}",
                "{'type':'Prepend','prepend':'x'}",
                "{'type':'Sequence','normalizers':[{'type':'NFC'},{'type':'Lowercase'}]}"
            })
    void trustsNoNormalizer(String normalizer) {
        root.set("normalizer", json(normalizer));
        try (TextTokenizer tokenizer = tokenizer()) {
            assertThat(tokenizer.lossless()).isFalse();
            assertThat(tokenizer.cutRule()).isEqualTo(CutRule.NONE);
        }
    }

    @Test
    void cutsButDoesNotGiveBackWhatIsComposed() {
        root.set("normalizer", json("{'type':'NFC'}"));
        try (TextTokenizer tokenizer = tokenizer()) {
            assertThat(tokenizer.lossless()).isFalse();
            assertThat(tokenizer.cutRule()).isEqualTo(CutRule.WORD);
            assertPartsHaveTheIdsOfTheWhole(tokenizer);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'ByteLevel','add_prefix_space':true,'trim_offsets':true,'use_regex':true}",
                "{'type':'Sequence','pretokenizers':[{'type':'WhitespaceSplit'},"
                        + "{'type':'ByteLevel','add_prefix_space':false,'trim_offsets':true,'use_regex':false}]}"
            })
    void trustsNoPreTokenizerThatChangesText(String preTokenizer) {
        root.set("pre_tokenizer", json(preTokenizer));
        try (TextTokenizer tokenizer = tokenizer()) {
            assertThat(tokenizer.lossless()).isFalse();
            assertThat(tokenizer.cutRule()).isEqualTo(CutRule.NONE);
        }
    }

    @Test
    void cutsWithThePatternOfGpt2() {
        root.set(
                "pre_tokenizer",
                json("{'type':'ByteLevel','add_prefix_space':false,'trim_offsets':true,'use_regex':true}"));
        try (TextTokenizer tokenizer = tokenizer()) {
            assertThat(tokenizer.lossless()).isTrue();
            assertThat(tokenizer.cutRule()).isEqualTo(CutRule.WORD);
            assertPartsHaveTheIdsOfTheWhole(tokenizer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"qwen2", "o200k", "cl100k", "gpt2"})
    void cutsWithEveryKnownPattern(String name) {
        ObjectNode split =
                (ObjectNode) root.get("pre_tokenizer").get("pretokenizers").get(0);
        ((ObjectNode) split.get("pattern"))
                .put("Regex", SplitPattern.named(name).orElseThrow().compiled().pattern());
        split.put("behavior", "Removed").put("invert", true);
        try (TextTokenizer tokenizer = tokenizer()) {
            assertThat(tokenizer.lossless()).isTrue();
            assertThat(tokenizer.cutRule()).isEqualTo(CutRule.WORD);
            assertPartsHaveTheIdsOfTheWhole(tokenizer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "a\nb", "end ", "\nb"})
    void cutsNowhereWhenAnAddedTokenCouldLieAcross(String content) {
        addToken(content, "lstrip", false);
        try (TextTokenizer tokenizer = tokenizer()) {
            assertThat(tokenizer.cutRule()).isEqualTo(CutRule.NONE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lstrip", "rstrip", "single_word"})
    void cutsNowhereWhenAnAddedTokenLooksAround(String flag) {
        addToken("<x>", flag, true);
        try (TextTokenizer tokenizer = tokenizer()) {
            assertThat(tokenizer.cutRule()).isEqualTo(CutRule.NONE);
        }
    }

    @Test
    void decodesByAChainOfDecoders() {
        root.set("decoder", json("{'type':'Fuse'}"));
        try (TextTokenizer tokenizer = tokenizer()) {
            assertThat(tokenizer.lossless()).isFalse();
            assertThat(tokenizer.decode(tokenizer.encode("abc")))
                    .asString(UTF_8)
                    .isEqualTo("abc");
            assertThatThrownBy(() -> tokenizer.decode(new int[] {99999})).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static void assertPartsHaveTheIdsOfTheWhole(TextTokenizer tokenizer) {
        RandomText texts = new RandomText(new Random(11));
        for (int round = 0; round < 60; round++) {
            byte[] utf8 = texts.next(300).getBytes(UTF_8);
            int[] whole = tokenizer.encode(utf8, 0, utf8.length);
            for (int cut : RandomText.allowedCuts(utf8)) {
                int[] left = tokenizer.encode(utf8, 0, cut);
                int[] right = tokenizer.encode(utf8, cut, utf8.length - cut);
                int[] joined = Arrays.copyOf(left, left.length + right.length);
                System.arraycopy(right, 0, joined, left.length, right.length);
                assertThat(joined).as("round %d, cut %d", round, cut).isEqualTo(whole);
            }
        }
    }

    void addToken(String content, String flag, boolean value) {
        ObjectNode token = ((ArrayNode) root.get("added_tokens")).addObject();
        token.put("id", 3000 + ((ArrayNode) root.get("added_tokens")).size() - 3)
                .put("content", content)
                .put("special", false)
                .put("normalized", false);
        token.put("lstrip", false)
                .put("rstrip", false)
                .put("single_word", false)
                .put(flag, value);
    }

    TextTokenizer tokenizer(ControlToken... controlTokens) {
        return tokenizer(root.toString().getBytes(UTF_8), List.of(controlTokens));
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
