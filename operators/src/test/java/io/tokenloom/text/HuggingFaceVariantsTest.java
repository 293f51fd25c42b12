package io.tokenloom.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.text.huggingface.HuggingFaceTokenizer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HuggingFaceVariantsTest extends HuggingFaceVariantsContract {
    @Override
    TextTokenizer tokenizer(byte[] json, List<ControlToken> controlTokens) {
        return HuggingFaceTokenizer.of(json, controlTokens);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "normalizer|{'type':'Fancy'}|normalizer of type Fancy",
                "normalizer|{'type':'Replace','pattern':{'Regex':'a+'},'content':''}|normalizer Replace",
                "pre_tokenizer|{'type':'Split','pattern':{'Regex':'x+'},'behavior':'Isolated','invert':false}|x+",
                "pre_tokenizer|{'type':'FixedLength','length':5}|pre_tokenizer of type FixedLength",
                "decoder|{'type':'CTC','pad_token':'','word_delimiter_token':'','cleanup':true}|decoder of type CTC",
                "post_processor|{'type':'Other'}|post_processor of type Other"
            })
    void namesWhatItCannotHonour(String part, String value, String named) {
        root.set(part, json(value));
        assertThatThrownBy(this::tokenizer)
                .isInstanceOf(TokenizerFileException.class)
                .hasMessageContaining(named)
                .hasMessageContaining("engine.library");
    }

    @Test
    void saysAllThatItCannotHonourAtOnce() {
        root.set("normalizer", json("{'type':'Fancy'}"));
        root.set("decoder", json("{'type':'Odd'}"));
        assertThatThrownBy(this::tokenizer).hasMessageContaining("Fancy").hasMessageContaining("Odd");
    }

    @Test
    void keepsControlTokensOfAUnigramModelApartFromText() {
        byte[] json =
                ("{'model':{'type':'Unigram','unk_id':0,'vocab':[['<unk>',0],['<pad>',0],['a',-1],['<',-2],['p',-2],['d',-2],"
                                + "['>',-2]]},'added_tokens':[{'id':0,'content':'<unk>','special':true},"
                                + "{'id':1,'content':'<pad>','special':true}]}")
                        .replace('\'', '"')
                        .getBytes(UTF_8);
        try (TextTokenizer tokenizer = tokenizer(json, List.of())) {
            assertThat(tokenizer.encode("<pad>a")).containsExactly(3, 4, 2, 5, 6, 2);
            assertThat(tokenizer.controlTokens()).containsOnlyKeys("<pad>");
        }
    }

    @Test
    void findsAddedTokensByTheirFlags() {
        addToken("<in>", "lstrip", true);
        addToken("word", "single_word", true);
        try (TextTokenizer tokenizer = tokenizer()) {
            TokenBuffer tokens = TokenBuffer.withSpans();
            byte[] utf8 = "a  <in> word words".getBytes(UTF_8);
            tokenizer.encode(utf8, 0, utf8.length, tokens);
            int in = indexOf(tokens, 3005);
            assertThat(tokens.start(in)).isEqualTo(1);
            assertThat(tokens.end(in)).isEqualTo(7);
            int word = indexOf(tokens, 3006);
            assertThat(tokens.start(word)).isEqualTo(8);
            assertThat(Arrays.stream(tokens.toArray()).filter(id -> id == 3006)).hasSize(1);
        }
    }

    private static int indexOf(TokenBuffer tokens, int id) {
        int index = 0;
        while (tokens.id(index) != id) {
            index++;
        }
        return index;
    }
}
