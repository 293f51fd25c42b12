package io.tokenloom.text.unigram;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.text.TokenBuffer;
import io.tokenloom.text.TokenizerFileException;
import io.tokenloom.text.piece.PieceEncoder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnigramModelTest {
    private static final List<String> ALPHABET = List.of("a", "b", "\u00e9", "\u4e2d", "\ud83d\ude00");

    /** Scores are quarters, so that sums are exact and often equal, in 64 bits and in 32. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void findsTheBestOfAllWays(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            Set<String> words = new LinkedHashSet<>(List.of("<unk>"));
            for (int i = random.nextInt(14); i >= 0; i--) {
                words.add(randomText(random, 1 + random.nextInt(4)));
            }
            List<String> pieces = List.copyOf(words);
            float[] scores = new float[pieces.size()];
            double[] wide = new double[pieces.size()];
            for (int id = 1; id < scores.length; id++) {
                scores[id] = -random.nextInt(12) / 4f;
                wide[id] = scores[id];
            }
            BitSet normal = new BitSet();
            normal.set(1, scores.length);
            UnigramModel hugging = UnigramModel.huggingFace(utf8(pieces), wide, 0, false, new BitSet());
            UnigramModel sentence = UnigramModel.sentencePiece(utf8(pieces), scores, normal, new BitSet(), 0, false);
            PieceEncoder huggingEncoder = hugging.newEncoder();
            PieceEncoder sentenceEncoder = sentence.newEncoder();
            float lowest = Float.MAX_VALUE;
            for (int id = 1; id < scores.length; id++) {
                lowest = Math.min(lowest, scores[id]);
            }
            for (int i = 0; i < 30; i++) {
                String text = randomText(random, 1 + random.nextInt(7));
                List<Integer> expected = new AllWays(pieces, scores, lowest - 10).best(text);
                assertThat(encode(huggingEncoder, text))
                        .as("%s %s", pieces, text)
                        .isEqualTo(expected);
                assertThat(encode(sentenceEncoder, text))
                        .as("%s %s", pieces, text)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void givesUnknownCharactersTogetherAndTheirSpan() {
        UnigramModel model = model(false, "<unk>", "a", "b");
        TokenBuffer out = TokenBuffer.withSpans();
        byte[] text = "xa\u4e2d\u6587b".getBytes(UTF_8);
        model.newEncoder().encode(text, 1, text.length, out);
        assertThat(out.toArray()).containsExactly(1, 0, 2);
        assertThat(List.of(out.start(0), out.start(1), out.start(2))).containsExactly(1, 2, 8);
        assertThat(List.of(out.end(0), out.end(1), out.end(2))).containsExactly(2, 8, 9);
    }

    @Test
    void findsTheTokenThatUnknownCharactersSpellTogether() {
        double[] scores = {0, 25, 30};
        UnigramModel model =
                UnigramModel.huggingFace(utf8(List.of("<unk>", "xy", "a")), scores, 0, false, new BitSet());
        // Twice min - 10 is more than the score of the token when scores are high.
        double[] high = {100, 25, 30};
        assertThat(encode(model.newEncoder(), "axya")).containsExactly(2, 1, 2);
        UnigramModel odd = UnigramModel.huggingFace(utf8(List.of("<unk>", "xy", "a")), high, 0, false, new BitSet());
        assertThat(encode(odd.newEncoder(), "axya")).containsExactly(2, 1, 2);
        assertThat(encode(odd.newEncoder(), "axza")).containsExactly(2, 0, 2);
    }

    @Test
    void fallsBackToBytesOnlyWhereAllAreThere() {
        UnigramModel model = model(true, "<unk>", "a", "<0xC3>", "<0xA9>");
        assertThat(encode(model.newEncoder(), "a\u00e9a")).containsExactly(1, 2, 3, 1);
        assertThat(encode(model.newEncoder(), "a\u00e8a")).containsExactly(1, 0, 1);
        assertThat(model.tokens().token(2)).containsExactly(0xC3);
        assertThat(model.spellsPieces()).isFalse();
    }

    @Test
    void spellsPiecesWhenEveryByteHasATokenThatTextCannotSpell() {
        List<String> pieces = new ArrayList<>(List.of("<unk>", "a"));
        for (int b = 0; b < 256; b++) {
            pieces.add(String.format("<0x%02X>", b));
        }
        BitSet hidden = new BitSet();
        hidden.set(0);
        hidden.set(2, 258);
        double[] scores = new double[pieces.size()];
        UnigramModel model = UnigramModel.huggingFace(utf8(pieces), scores, 0, true, hidden);
        assertThat(model.spellsPieces()).isTrue();
        String text = "a<unk>\u00e9<0x41>";
        TokenBuffer out = TokenBuffer.ofIds();
        model.newEncoder().encode(text.getBytes(UTF_8), 0, text.getBytes(UTF_8).length, out);
        assertThat(model.tokens().concatenate(out.toArray())).isEqualTo(text.getBytes(UTF_8));
        assertThat(UnigramModel.huggingFace(utf8(pieces), scores, 0, true, new BitSet())
                        .spellsPieces())
                .isFalse();
    }

    @Test
    void neverMakesATokenThatTextMustNotBecome() {
        BitSet hidden = new BitSet();
        hidden.set(1);
        double[] scores = new double[4];
        UnigramModel model =
                UnigramModel.huggingFace(utf8(List.of("<unk>", "<s>", "s", "<")), scores, 0, false, hidden);
        assertThat(encode(model.newEncoder(), "<s>")).containsExactly(3, 2, 0);
        UnigramModel open =
                UnigramModel.huggingFace(utf8(List.of("<unk>", "<s>", "s", "<")), scores, 0, false, new BitSet());
        assertThat(encode(open.newEncoder(), "<s>")).containsExactly(1);
    }

    @Test
    void prefersUserDefinedPieces() {
        BitSet normal = new BitSet();
        normal.set(1, 4);
        BitSet userDefined = new BitSet();
        userDefined.set(4);
        float[] scores = {0, -1, -1, -1.5f, 0};
        UnigramModel model = UnigramModel.sentencePiece(
                utf8(List.of("<unk>", "a", "b", "abc", "bc")), scores, normal, userDefined, 0, false);
        assertThat(encode(model.newEncoder(), "abc")).containsExactly(1, 4);
    }

    @Test
    void refusesAVocabularyWithoutAnUnknownPiece() {
        assertThatThrownBy(() -> UnigramModel.huggingFace(utf8(List.of("a")), new double[1], 1, false, new BitSet()))
                .isInstanceOf(TokenizerFileException.class)
                .hasMessageContaining("unknown id 1");
        assertThatThrownBy(() ->
                        UnigramModel.huggingFace(utf8(List.of("a")), new double[] {Double.NaN}, 0, false, new BitSet()))
                .isInstanceOf(TokenizerFileException.class)
                .hasMessageContaining("score NaN");
    }

    /** The encoder decides at places that no token reaches over; sums must go on there as if it did not. */
    @Test
    void roundsAsIfNothingWereDecidedBefore() {
        BitSet normal = new BitSet();
        normal.set(1, 4);
        float[] scores = {0, -1.1f, -2.2f, -0.7f};
        UnigramModel model = UnigramModel.sentencePiece(
                utf8(List.of("<unk>", "a", "aa", "b")), scores, normal, new BitSet(), 0, false);
        float sum = 0;
        List<Integer> expected = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            text.append("baa");
            sum += scores[3];
            float one = sum + scores[1];
            float both = sum + scores[2];
            boolean apart = one + scores[1] > both;
            expected.addAll(apart ? List.of(3, 1, 1) : List.of(3, 2));
            sum = apart ? one + scores[1] : both;
        }
        assertThat(encode(model.newEncoder(), text.toString())).isEqualTo(expected);
        assertThat(expected).contains(1, 2);
    }

    private static UnigramModel model(boolean byteFallback, String... pieces) {
        return UnigramModel.huggingFace(
                utf8(List.of(pieces)), new double[pieces.length], 0, byteFallback, new BitSet());
    }

    private static List<Integer> encode(PieceEncoder encoder, String text) {
        TokenBuffer out = TokenBuffer.ofIds();
        byte[] utf8 = text.getBytes(UTF_8);
        encoder.encode(utf8, 0, utf8.length, out);
        List<Integer> ids = new ArrayList<>();
        for (int i = 0; i < out.size(); i++) {
            ids.add(out.id(i));
        }
        return ids;
    }

    private static byte[][] utf8(List<String> pieces) {
        return pieces.stream().map(p -> p.getBytes(UTF_8)).toArray(byte[][]::new);
    }

    private static String randomText(Random random, int characters) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < characters; i++) {
            text.append(ALPHABET.get(random.nextInt(ALPHABET.size())));
        }
        return text.toString();
    }

    /** Every way to put a text together, one by one. */
    private record AllWays(List<String> pieces, float[] scores, float unknownScore) {
        List<Integer> best(String text) {
            Way best = null;
            for (Way way : ways(text)) {
                if (best == null || way.isBetterThan(best)) {
                    best = way;
                }
            }
            List<Integer> ids = new ArrayList<>();
            for (int id : best.ids()) {
                if (id != 0 || ids.isEmpty() || ids.get(ids.size() - 1) != 0) {
                    ids.add(id);
                }
            }
            return ids;
        }

        private List<Way> ways(String text) {
            if (text.isEmpty()) {
                return List.of(new Way(List.of(), List.of(), 0));
            }
            List<Way> ways = new ArrayList<>();
            for (int start = 0; start < text.length(); start = text.offsetByCodePoints(start, 1)) {
                String last = text.substring(start);
                int id = pieces.indexOf(last);
                boolean single = last.codePointCount(0, last.length()) == 1;
                if (id > 0 || single) {
                    double score = id > 0 ? scores[id] : unknownScore;
                    for (Way before : ways(text.substring(0, start))) {
                        ways.add(before.with(Math.max(id, 0), last.length(), score));
                    }
                }
            }
            return ways;
        }
    }

    private record Way(List<Integer> ids, List<Integer> lengths, double sum) {
        Way with(int id, int length, double score) {
            List<Integer> longerIds = new ArrayList<>(ids);
            longerIds.add(id);
            List<Integer> longerLengths = new ArrayList<>(lengths);
            longerLengths.add(length);
            return new Way(longerIds, longerLengths, sum + score);
        }

        /** Of equals, the one whose last token is longer; if that is equal too, the one before it. */
        boolean isBetterThan(Way other) {
            if (sum != other.sum) {
                return sum > other.sum;
            }
            int mine = lengths.size();
            int theirs = other.lengths.size();
            while (mine > 0 && theirs > 0) {
                int difference = lengths.get(--mine) - other.lengths.get(--theirs);
                if (difference != 0) {
                    return difference > 0;
                }
            }
            return false;
        }
    }
}
