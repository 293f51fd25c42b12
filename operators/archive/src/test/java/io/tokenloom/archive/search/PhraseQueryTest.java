package io.tokenloom.archive.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.archive.Sample;
import io.tokenloom.bundle.TextBundle;
import io.tokenloom.text.TextTokenizer;
import io.tokenloom.text.TokenTable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PhraseQueryTest {
    private static final int TEXTS = Integer.getInteger("tokenloom.fuzz", 60);
    private static final String[] WORDS = {
        "Failed",
        "password",
        "for",
        "root",
        "from",
        "10.0.0.7",
        "port",
        "4022",
        "ssh2",
        "über",
        "世界",
        "it's",
        "x=1",
        "blk_-38865049064139660",
        "\n",
        "INFO",
        "dfs.DataNode$PacketResponder:",
        "a64f992",
        "I'll",
        "done.",
        "€5",
        "We"
    };
    private static TextBundle bundle;
    private static TextTokenizer tokenizer;
    private static TokenTable tokens;
    private static final Map<String, Integer> IDS = new HashMap<>();

    @BeforeAll
    static void open() {
        bundle = TextBundle.open("builtin:cl100k_base");
        tokenizer = bundle.tokenizer();
        tokens = bundle.vocabulary().tokens();
        for (int id = 0; id < tokens.size(); id++) {
            if (tokens.has(id)) {
                byte[] token =
                        Arrays.copyOfRange(tokens.bytes(), tokens.start(id), tokens.start(id) + tokens.length(id));
                IDS.putIfAbsent(new String(token, StandardCharsets.ISO_8859_1), id);
            }
        }
    }

    @AfterAll
    static void close() {
        bundle.close();
    }

    private static final Function<Sample, byte[]> DECODER = sample -> tokenizer.decode(sample.ids());

    @Test
    void missesNoPhraseOfATextHoweverItIsCutIntoTokens() {
        Random random = new Random(11);
        for (int i = 0; i < TEXTS; i++) {
            byte[] text = text(random, 3 + random.nextInt(12));
            byte[] phrase = part(random, text);
            PhraseQuery any = PhraseQuery.of(phrase, tokens, DECODER);
            PhraseQuery ofTokenizer = PhraseQuery.of(phrase, tokenizer, tokens, DECODER);
            for (int[] ids : new int[][] {tokenizer.encode(text, 0, text.length), cutAnyhow(random, text)}) {
                assertThat(any.mayBeIn(set(ids))).isTrue();
                int place = any.find(sample(ids)).orElseThrow();
                assertThat(Arrays.copyOfRange(text, place, place + phrase.length))
                        .isEqualTo(phrase);
            }
            assertThat(ofTokenizer.mayBeIn(set(tokenizer.encode(text, 0, text.length))))
                    .isTrue();
        }
    }

    @Test
    void rulesOutWhatTheTokensCantSpell() {
        int[] line = tokenizer.encode("INFO request took 17 ms");

        assertThat(query("ERROR").mayBeIn(set(line))).isFalse();
        assertThat(query("quest took 1").mayBeIn(set(line))).isTrue();
        assertThat(query("equestrian").mayBeIn(set(line))).isFalse();
        // All letters are there, one by one, and would spell it; but no text has it in that way.
        byte[] phrase = "It failed the password for".getBytes(StandardCharsets.UTF_8);
        int[] spaced = "It failed the password for"
                .chars()
                .map(letter -> IDS.get(Character.toString(letter)))
                .toArray();
        assertThat(PhraseQuery.of(phrase, tokens, DECODER).mayBeIn(set(spaced))).isTrue();
        assertThat(PhraseQuery.of(phrase, tokenizer, tokens, DECODER).mayBeIn(set(spaced)))
                .isFalse();
    }

    @Test
    void idsThatTheVocabularyHasNotMightSpellAnything() {
        assertThat(query("anything").mayBeIn(set(new int[] {1 << 20}))).isTrue();
        assertThat(PhraseQuery.of(new byte[] {7}, TokenTable.of(new byte[0][]), DECODER)
                        .mayBeIn(set(new int[] {3})))
                .isTrue();
    }

    @Test
    void refusesToSearchForNothing() {
        assertThatThrownBy(() -> query("")).hasMessageContaining("the phrase to search for is empty");
        assertThatThrownBy(IdQuery::new).hasMessageContaining("no id to search for");
    }

    private static PhraseQuery query(String phrase) {
        return PhraseQuery.of(phrase.getBytes(StandardCharsets.UTF_8), tokenizer, tokens, DECODER);
    }

    private static byte[] text(Random random, int words) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(random.nextInt(8) == 0 ? "" : " ");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Whole characters, as the tokenizer demands. */
    private static byte[] part(Random random, byte[] text) {
        String all = new String(text, StandardCharsets.UTF_8);
        int from = random.nextInt(all.length());
        return all.substring(from, from + 1 + random.nextInt(all.length() - from))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Tokens that have the text, but not those that the tokenizer would take. */
    private static int[] cutAnyhow(Random random, byte[] text) {
        String letters = new String(text, StandardCharsets.ISO_8859_1);
        int[] ids = new int[text.length];
        int count = 0;
        for (int at = 0; at < letters.length(); ) {
            int to = Math.min(letters.length(), at + 1 + random.nextInt(6));
            while (!IDS.containsKey(letters.substring(at, to))) {
                to--;
            }
            ids[count++] = IDS.get(letters.substring(at, to));
            at = to;
        }
        return Arrays.copyOf(ids, count);
    }

    private static Sample sample(int[] ids) {
        return new Sample(Optional.empty(), ids);
    }

    private static IdSet set(int[] ids) {
        return IdSet.ofRising(Arrays.stream(ids).sorted().distinct().toArray());
    }
}
