package io.tokenloom.text.bpe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.text.TokenBuffer;
import io.tokenloom.text.TokenTable;
import io.tokenloom.text.piece.PieceEncoder;
import io.tokenloom.text.split.Splitter;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Small random vocabularies, sane and odd ones, against merging by the definition. */
class RandomVocabularyTest {
    private static final int VOCABULARIES = 40 + Integer.getInteger("tokenloom.fuzz", 0) / 200;
    private static final int PIECES = 200;

    @Test
    void ranksInAnyOrder() {
        for (int seed = 0; seed < VOCABULARIES; seed++) {
            Random random = new Random(seed);
            Map<String, Integer> ranks = randomRanks(random);
            byte[][] tokens = new byte[ranks.size()][];
            ranks.forEach((token, rank) -> tokens[rank] = token.getBytes(ISO_8859_1));
            BytePairModel model = BytePairModel.ofRanks(TokenTable.of(tokens));
            PlainMerges plain = PlainMerges.ofRanks(ranks);
            for (int i = 0; i < PIECES; i++) {
                String piece = text(random, "abcd", 1 + random.nextInt(random.nextInt(10) == 0 ? 300 : 40));
                List<String> expected = ranks.containsKey(piece) ? List.of(piece) : plain.merge(letters(piece));
                assertThat(encode(model, piece.getBytes(ISO_8859_1)))
                        .as("seed %d, piece %s, ranks %s", seed, piece, ranks)
                        .isEqualTo(expected.stream().map(ranks::get).toList());
            }
        }
    }

    /** Bytes, and strings of few letters whose parts need be no tokens, mixed up in part of the vocabularies. */
    private static Map<String, Integer> randomRanks(Random random) {
        List<String> tokens = new ArrayList<>();
        for (int b = 0; b < 256; b++) {
            tokens.add(String.valueOf((char) b));
        }
        Set<String> longer = new LinkedHashSet<>();
        boolean grown = random.nextBoolean();
        List<String> parts = new ArrayList<>(List.of("a", "b", "c", "d"));
        for (int i = 0; i < 60; i++) {
            String token = grown
                    ? parts.get(random.nextInt(parts.size())) + parts.get(random.nextInt(parts.size()))
                    : text(random, "abcd", 2 + random.nextInt(5));
            if (token.length() < 20 && longer.add(token)) {
                parts.add(token);
            }
        }
        tokens.addAll(longer);
        if (random.nextInt(3) == 0) {
            Collections.shuffle(tokens, random);
        }
        Map<String, Integer> ranks = new HashMap<>();
        for (String token : tokens) {
            ranks.put(token, ranks.size());
        }
        return ranks;
    }

    @Test
    void listedMergesInAnyOrderWithIdsInAnyOrder() {
        for (int seed = 0; seed < VOCABULARIES; seed++) {
            Random random = new Random(seed);
            List<String> bases = IntStream.range(0, 256)
                    .mapToObj(b -> String.valueOf((char) b))
                    .toList();
            List<List<String>> pairs = randomPairs(random, List.of("a", "b", "c", "d"));
            boolean ignoreMerges = random.nextBoolean();
            Set<String> others = others(random);
            Map<String, Integer> ids = ids(random, bases, pairs, others);
            BytePairModel model = BytePairModel.ofMerges(new BytePairVocabulary(
                    table(ids, ISO_8859_1), list(pairs, ids), new FirstSymbols.Bytes(), ignoreMerges));
            PlainMerges plain = PlainMerges.ofPairs(pairs);
            for (int i = 0; i < PIECES; i++) {
                String piece = text(random, "abcd", 1 + random.nextInt(random.nextBoolean() ? 8 : 40));
                List<String> expected =
                        ignoreMerges && ids.containsKey(piece) ? List.of(piece) : plain.merge(letters(piece));
                assertThat(encode(model, piece.getBytes(ISO_8859_1)))
                        .as("seed %d, piece %s, merges %s", seed, piece, pairs)
                        .isEqualTo(expected.stream().map(ids::get).toList());
            }
        }
    }

    @Test
    void charactersWithBytesForThoseThatAreUnknown() {
        for (int seed = 0; seed < VOCABULARIES; seed++) {
            Random random = new Random(seed);
            List<List<String>> pairs = randomPairs(random, List.of("a", "\u00e9", "\u4e2d", "\ud83d\ude00"));
            List<String> bases = new ArrayList<>(List.of("a", "\u00e9", "\u4e2d", "\ud83d\ude00"));
            for (int b = 0; b < 256; b++) {
                bases.add(String.format("<0x%02X>", b));
            }
            Map<String, Integer> ids = ids(random, bases, pairs, Set.of());
            int[] byteTokens = IntStream.range(0, 256)
                    .map(b -> ids.get(String.format("<0x%02X>", b)))
                    .toArray();
            BytePairModel model = BytePairModel.ofMerges(new BytePairVocabulary(
                    table(ids, UTF_8),
                    list(pairs, ids),
                    new FirstSymbols.Characters(byteTokens, OptionalInt.empty(), true),
                    false));
            PlainMerges plain = PlainMerges.ofPairs(pairs);
            for (int i = 0; i < PIECES; i++) {
                String piece = text(
                        random,
                        "aa\u00e9\u00e9\u4e2d\u4e2dxy\u0416",
                        1 + random.nextInt(random.nextInt(10) == 0 ? 300 : 40));
                List<String> symbols = new ArrayList<>();
                for (String letter : letters(piece)) {
                    if (ids.containsKey(letter)) {
                        symbols.add(letter);
                    } else {
                        for (byte b : letter.getBytes(UTF_8)) {
                            symbols.add(String.format("<0x%02X>", b & 0xff));
                        }
                    }
                }
                assertThat(encode(model, piece.getBytes(UTF_8)))
                        .as("seed %d, piece %s, merges %s", seed, piece, pairs)
                        .isEqualTo(plain.merge(symbols).stream().map(ids::get).toList());
                assertSameInParts(model, piece.getBytes(UTF_8));
            }
        }
    }

    @Test
    void charactersWithAnUnknownToken() {
        for (int seed = 0; seed < VOCABULARIES; seed++) {
            Random random = new Random(seed);
            List<List<String>> pairs = randomPairs(random, List.of("a", "b", "\u00e9"));
            Map<String, Integer> ids = ids(random, List.of("a", "b", "\u00e9", "<unk>"), pairs, Set.of());
            boolean fuse = random.nextBoolean();
            BytePairModel model = BytePairModel.ofMerges(new BytePairVocabulary(
                    table(ids, UTF_8),
                    list(pairs, ids),
                    new FirstSymbols.Characters(new int[0], OptionalInt.of(ids.get("<unk>")), fuse),
                    false));
            PlainMerges plain = PlainMerges.ofPairs(pairs);
            for (int i = 0; i < PIECES; i++) {
                String piece =
                        text(random, "aabb\u00e9\u00e9x\u4e2d", 1 + random.nextInt(random.nextInt(10) == 0 ? 300 : 40));
                List<String> symbols = new ArrayList<>();
                for (String letter : letters(piece)) {
                    boolean unknown = !ids.containsKey(letter);
                    boolean again = unknown
                            && !symbols.isEmpty()
                            && symbols.get(symbols.size() - 1).equals("<unk>");
                    if (!(fuse && again)) {
                        symbols.add(unknown ? "<unk>" : letter);
                    }
                }
                assertThat(encode(model, piece.getBytes(UTF_8)))
                        .as("seed %d, piece %s, merges %s", seed, piece, pairs)
                        .isEqualTo(plain.merge(symbols).stream().map(ids::get).toList());
                assertThat(model.spellsPieces()).isFalse();
                assertSameInParts(model, piece.getBytes(UTF_8));
            }
        }
    }

    /** Merges of tokens that are there by then; in part of the lists other pairs for the same tokens, or out of order. */
    private static List<List<String>> randomPairs(Random random, List<String> letters) {
        List<String> parts = new ArrayList<>(letters);
        Set<List<String>> pairs = new LinkedHashSet<>();
        for (int i = 0; i < 60; i++) {
            String left = parts.get(random.nextInt(parts.size()));
            String right = parts.get(random.nextInt(parts.size()));
            if (left.length() + right.length() < 24 && pairs.add(List.of(left, right))) {
                parts.add(left + right);
            }
        }
        if (random.nextInt(3) == 0) {
            Set<String> tokens = new HashSet<>(parts);
            for (String token : new LinkedHashSet<>(parts)) {
                for (int cut = 1; cut < token.length(); cut++) {
                    if (tokens.contains(token.substring(0, cut)) && tokens.contains(token.substring(cut))) {
                        pairs.add(List.of(token.substring(0, cut), token.substring(cut)));
                    }
                }
            }
        }
        List<List<String>> result = new ArrayList<>(pairs);
        if (random.nextInt(3) == 0) {
            Collections.shuffle(result, random);
        }
        return result;
    }

    private static Set<String> others(Random random) {
        Set<String> others = new LinkedHashSet<>();
        for (int i = 0; i < 20; i++) {
            others.add(text(random, "abcd", 2 + random.nextInt(5)));
        }
        return others;
    }

    private static Map<String, Integer> ids(
            Random random, List<String> bases, List<List<String>> pairs, Set<String> others) {
        Set<String> tokens = new LinkedHashSet<>(bases);
        pairs.forEach(pair -> tokens.add(String.join("", pair)));
        tokens.addAll(others);
        List<Integer> ids =
                new ArrayList<>(IntStream.range(0, tokens.size() + 10).boxed().toList());
        if (random.nextBoolean()) {
            Collections.shuffle(ids, random);
        }
        Map<String, Integer> result = new LinkedHashMap<>();
        for (String token : tokens) {
            result.put(token, ids.get(result.size()));
        }
        return result;
    }

    private static TokenTable table(Map<String, Integer> ids, Charset charset) {
        byte[][] tokens = new byte[ids.size() + 10][];
        ids.forEach((token, id) -> tokens[id] = token.matches("<0x..>")
                ? new byte[] {(byte) Integer.parseInt(token.substring(3, 5), 16)}
                : token.getBytes(charset));
        return TokenTable.of(tokens);
    }

    private static MergeList list(List<List<String>> pairs, Map<String, Integer> ids) {
        return new MergeList(
                pairs.stream().mapToInt(pair -> ids.get(pair.get(0))).toArray(),
                pairs.stream().mapToInt(pair -> ids.get(pair.get(1))).toArray(),
                pairs.stream().mapToInt(pair -> ids.get(String.join("", pair))).toArray());
    }

    private static String text(Random random, String letters, int length) {
        StringBuilder text = new StringBuilder();
        int kinds = 1 + random.nextInt(letters.length());
        for (int i = 0; i < length; i++) {
            text.append(letters.charAt(random.nextInt(kinds)));
        }
        return text.toString();
    }

    private static List<String> letters(String piece) {
        return piece.codePoints().mapToObj(Character::toString).toList();
    }

    /** Cut where merges cannot reach across, a text has the same ids; and the cuts are known before the text is whole. */
    private static void assertSameInParts(BytePairModel model, byte[] text) {
        Splitter boundaries = model.boundaries().orElseThrow();
        int[] ends = new int[text.length];
        int count = boundaries.split(text, 0, text.length, true, ends);
        List<Integer> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.addAll(encode(model, Arrays.copyOfRange(text, i == 0 ? 0 : ends[i - 1], ends[i])));
        }
        assertThat(ids).isEqualTo(encode(model, text));
        int[] certain = new int[text.length];
        assertThat(boundaries.split(text, 0, text.length, false, certain)).isEqualTo(count - 1);
        assertThat(Arrays.copyOf(certain, count - 1)).isEqualTo(Arrays.copyOf(ends, count - 1));
    }

    /** The ids of a piece; its spans have to be without gaps. */
    private static List<Integer> encode(BytePairModel model, byte[] piece) {
        PieceEncoder encoder = model.newEncoder();
        TokenBuffer out = TokenBuffer.withSpans();
        encoder.encode(piece, 0, piece.length, out);
        int at = 0;
        for (int i = 0; i < out.size(); i++) {
            assertThat(out.start(i)).isEqualTo(at);
            at = out.end(i);
            if (model.spellsPieces()) {
                assertThat(at - out.start(i)).isEqualTo(model.tokens().length(out.id(i)));
            }
        }
        assertThat(at).isEqualTo(piece.length);
        return IntStream.of(out.toArray()).boxed().toList();
    }
}
