package io.tokenloom.text.sentencepiece;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.text.CutRule;
import io.tokenloom.text.Golden;
import io.tokenloom.text.TextTokenizer;
import io.tokenloom.text.TokenBuffer;
import io.tokenloom.text.TokenizerFileException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentencePieceTokenizerTest {
    private final TextTokenizer unigram = load("unigram");
    private final TextTokenizer bytes = load("unigram-bytes");

    @Test
    void readsOnlyTheGivenRange() {
        byte[] utf8 = "##le mot##".getBytes(UTF_8);
        assertThat(unigram.encode(utf8, 2, 6)).isEqualTo(unigram.encode("le mot"));
    }

    @Test
    void ofEmptyTextAndSpacesMakesNothing() {
        assertThat(unigram.encode("")).isEmpty();
        assertThat(unigram.encode(" \u3000\t ")).isEmpty();
        assertThat(unigram.decode(new int[0])).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unigram", "unigram-bytes", "bpe", "bpe-bytes", "char", "word"})
    void neverMakesAControlIdFromText(String name) {
        try (TextTokenizer tokenizer = load(name)) {
            // In the small models ids 1 and 2 are <s> and </s>.
            for (String text : List.of("<s>", "a</s>b", "<s> <s>", "<ctl>", "<pad>")) {
                assertThat(tokenizer.encode(text)).as(text).doesNotContain(1, 2);
            }
            assertThat(tokenizer.decode(new int[] {1, 2})).isEmpty();
        }
    }

    @Test
    void replacesLoneSurrogates() {
        assertThat(bytes.encode("a\ud83db\ude00")).isEqualTo(bytes.encode("a\ufffdb\ufffd"));
    }

    @Test
    void refusesWhatIsNotUtf8() {
        assertThatThrownBy(() -> unigram.encode(new byte[] {'a', (byte) 0xC3}, 0, 2))
                .isInstanceOfSatisfying(
                        TokenizationException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.TEXT_ENCODING));
    }

    @Test
    void encodesTheFirstTokensAndSaysWhereTheyEnd() {
        byte[] utf8 = "  one stream of tokens".getBytes(UTF_8);
        TokenBuffer all = TokenBuffer.withSpans();
        unigram.encode(utf8, 0, utf8.length, all);
        for (int limit = 0; limit <= all.size() + 1; limit++) {
            TokenBuffer first = TokenBuffer.withSpans();
            int end = unigram.encodeUpTo(limit, utf8, 0, utf8.length, first);
            int tokens = Math.min(limit, all.size());
            assertThat(first.toArray()).isEqualTo(Arrays.copyOf(all.toArray(), tokens));
            assertThat(end).isEqualTo(limit >= all.size() ? utf8.length : limit == 0 ? 0 : all.end(limit - 1));
        }
    }

    @Test
    void appendsToWhatIsInTheBuffer() {
        TokenBuffer out = TokenBuffer.withSpans();
        byte[] utf8 = "a token".getBytes(UTF_8);
        unigram.encode(utf8, 0, utf8.length, out);
        int first = out.size();
        unigram.encode(utf8, 0, utf8.length, out);
        assertThat(Arrays.copyOfRange(out.ids(), first, out.size())).isEqualTo(Arrays.copyOf(out.ids(), first));
        assertThat(Arrays.copyOfRange(out.ends(), first, out.size())).isEqualTo(Arrays.copyOf(out.ends(), first));
    }

    @Test
    void decodesBytesThatMakeNoCharacterToTheReplacementCharacter() {
        int a = bytes.encode("\u2603")[0];
        assertThat(bytes.decode(new int[] {a})).asString(UTF_8).isEqualTo("\ufffd");
    }

    @Test
    void saysWhatItCannot() {
        assertThat(unigram.lossless()).isFalse();
        assertThat(unigram.cutRule()).isEqualTo(CutRule.NONE);
        assertThatThrownBy(() -> unigram.byteEnds(new int[] {5})).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> unigram.decode(new int[] {5, unigram.vocabularySize()}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at index 1");
    }

    @Test
    void encodesFromSeveralThreads() {
        String text = "the weaver weaves threads into cloth, \u00fcber Stra\u00dfe \u7ec7\u5e03. ".repeat(20);
        int[] expected = unigram.encode(text);
        assertThat(IntStream.range(0, 64).parallel().mapToObj(i -> unigram.encode(text)))
                .allSatisfy(ids -> assertThat(ids).isEqualTo(expected));
    }

    /** Far above what a slow machine needs, far below what quadratic time would take. */
    @ParameterizedTest
    @ValueSource(strings = {"unigram", "unigram-bytes", "bpe", "bpe-bytes", "bpe-unused", "char", "word", "spaces"})
    void survivesHostileTextInBoundedTime(String name) {
        try (TextTokenizer tokenizer = load(name)) {
            for (String unit : List.of("a", " ", "\u4e2d", "=", "\u2603")) {
                byte[] utf8 = unit.repeat(60_000).getBytes(UTF_8);
                assertTimeoutPreemptively(
                        Duration.ofSeconds(30), () -> tokenizer.count(utf8, 0, utf8.length), () -> name + " " + unit);
            }
        }
    }

    @Test
    void refusesWhatIsNoModel() {
        assertThatThrownBy(() -> SentencePieceTokenizer.of(new byte[0]))
                .isInstanceOf(TokenizerFileException.class)
                .hasMessageContaining("no pieces");
        assertThatThrownBy(() -> SentencePieceTokenizer.of("{\"model\": {}}".getBytes(UTF_8)))
                .isInstanceOf(TokenizerFileException.class);
        byte[] cut = Arrays.copyOf(Golden.bytes("sentencepiece/bpe.model"), 5000);
        assertThatThrownBy(() -> SentencePieceTokenizer.of(cut))
                .isInstanceOf(TokenizerFileException.class)
                .hasMessageContaining("not a SentencePiece model");
    }

    @Test
    void saysEverythingThatIsWrongWithAModel() {
        ModelBytes model = new ModelBytes()
                .piece("a", 1)
                .piece("a", 1)
                .piece("", 1)
                .piece("<0x41>", 6)
                .trainer(24, 1)
                .denormalizer();
        assertThatThrownBy(() -> SentencePieceTokenizer.of(model.toByteArray()))
                .isInstanceOfSatisfying(TokenizerFileException.class, e -> assertThat(e.mistakes())
                        .containsExactly(
                                "trainer_spec.treat_whitespace_as_suffix is true, which is not supported: words would"
                                        + " carry their space at the end",
                                "denormalizer_spec.precompiled_charsmap is not supported: decoded text would be changed"
                                        + " by it",
                                "piece 1 has the same text as an earlier one",
                                "piece 2 has no text",
                                "piece 3 is of type BYTE, but trainer_spec.byte_fallback is false",
                                "no piece is of type UNKNOWN"));
    }

    @Test
    void refusesUnknownModelTypesAndMissingBytes() {
        byte[] type = new ModelBytes().piece("<unk>", 2).trainer(3, 9).toByteArray();
        assertThatThrownBy(() -> SentencePieceTokenizer.of(type)).hasMessageContaining("model_type is 9");
        byte[] fallback = new ModelBytes().piece("<unk>", 2).trainer(35, 1).toByteArray();
        assertThatThrownBy(() -> SentencePieceTokenizer.of(fallback))
                .hasMessageContaining("not every byte has a piece");
    }

    /** Pieces of the same score merge from the left, and a character needs no piece of its own. */
    @Test
    void mergesEqualScoresByPlaceAndCharactersWithoutPieces() {
        byte[] model = new ModelBytes()
                .piece("<unk>", 2)
                .piece("bc", 1)
                .piece("ab", 1)
                .piece("xy", 1)
                .trainer(3, 2)
                .normalizer(3, 0)
                .toByteArray();
        try (TextTokenizer tokenizer = SentencePieceTokenizer.of(model)) {
            assertThat(tokenizer.encode("abc")).containsExactly(2, 0);
            assertThat(tokenizer.encode("xyabxx")).containsExactly(3, 2, 0);
        }
    }

    private static TextTokenizer load(String name) {
        return SentencePieceTokenizer.of(Golden.bytes("sentencepiece/" + name + ".model"));
    }
}
