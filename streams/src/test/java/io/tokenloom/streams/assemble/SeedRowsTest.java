package io.tokenloom.streams.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.record.Modality;
import io.tokenloom.record.PackedSequence;
import io.tokenloom.record.PlaceholderRange;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.Truncation;
import io.tokenloom.record.TruncationKind;
import io.tokenloom.sequence.IdPlace;
import io.tokenloom.sequence.IdSpace;
import io.tokenloom.sequence.PackedSequences;
import io.tokenloom.sequence.PackedSequences.ItemTokens;
import io.tokenloom.sequence.SequencePacking;
import io.tokenloom.sequence.TokenBudget;
import io.tokenloom.wire.IntList;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The spaces of ids of SEED and SEED-LLaMA: texts below 32,000, images of 32 ids of 8,192 from 32,000 on, of which no cut is
 * valid.
 */
class SeedRowsTest {
    private static final int TEXT_IDS = 32_000;
    private static final int CODES = 8_192;
    private static final int IMAGE_TOKENS = 32;
    private static final int BEGIN = TEXT_IDS + CODES;
    private static final int END = BEGIN + 1;

    private static final IdSpace SPACE = new IdSpace(
            List.of(
                    new IdPlace(
                            AssembleBench.fingerprint(1),
                            Modality.TEXT,
                            new IdPlace.Content.Shifted(0, TEXT_IDS),
                            List.of(),
                            List.of()),
                    new IdPlace(
                            AssembleBench.fingerprint(2),
                            Modality.VISUAL,
                            new IdPlace.Content.Shifted(TEXT_IDS, CODES),
                            List.of(BEGIN),
                            List.of(END))),
            List.of());

    @TempDir
    Path state;

    private final Random random = new Random(42);

    /** A text, an image and a text are one sequence, and the same ids again when it is taken apart. */
    @Test
    void row11InterleavedImagesMapBackToTheSame32Ids() {
        List<TokenSequence> sent = List.of(text("a", 0, 5), image("a", 1), text("a", 2, 7));

        PackedSequence sequence = packed(sent, Optional.empty(), 128).get(0);

        assertThat(sequence.getIds()).hasSize(5 + 1 + IMAGE_TOKENS + 1 + 7);
        assertThat(sequence.getIds().get(5)).isEqualTo(BEGIN);
        assertThat(sequence.getIds().get(5 + 1 + IMAGE_TOKENS)).isEqualTo(END);
        assertThat(sequence.getIds().subList(6, 6 + IMAGE_TOKENS))
                .isEqualTo(ids(sent.get(1)).stream().map(id -> id + TEXT_IDS).toList());
        assertThat(apart(List.of(sequence)))
                .isEqualTo(sent.stream().map(SeedRowsTest::ids).toList());
    }

    /** Many documents, in packs that are too short for most of them. */
    @Test
    void row42TextsAndImagesComeApartAgainAndAContextNeverSplitsAnImage() {
        List<TokenSequence> sent = new ArrayList<>();
        for (int document = 0; document < 40; document++) {
            for (int item = 0; item < 6; item++) {
                int second = document * 20 + item;
                sent.add(
                        item % 2 == 0
                                ? text("document-" + document, second, 1 + random.nextInt(60))
                                : image("document-" + document, second));
            }
        }

        List<PackedSequence> sequences = packed(sent, Optional.empty(), 100);

        assertThat(sequences)
                .allSatisfy(sequence -> assertThat(sequence.getIds()).hasSizeLessThanOrEqualTo(100));
        assertThat(images(sequences)).hasSize(120).allSatisfy(SeedRowsTest::isWhole);
        List<List<Integer>> texts = new ArrayList<>();
        List<List<Integer>> images = new ArrayList<>();
        for (TokenSequence item : sent) {
            (item.getOrder() == TokenOrder.TEXT ? texts : images).add(ids(item));
        }
        assertThat(images(sequences)).extracting(SeedRowsTest::ids).containsExactlyInAnyOrderElementsOf(images);
        assertThat(joined(sequences)).containsExactlyInAnyOrderElementsOf(texts);
    }

    @Test
    void row42ABudgetLeavesOutWholeImages() {
        List<TokenSequence> sent = List.of(text("a", 0, 10), image("a", 1), image("a", 2), image("a", 3));

        List<PackedSequence> sequences =
                packed(sent, Optional.of(new TokenBudget(100, TokenBudget.Division.EQUAL)), 128);

        assertThat(images(sequences))
                .allSatisfy(SeedRowsTest::isWhole)
                .extracting(SeedRowsTest::ids)
                .containsExactly(ids(sent.get(1)), ids(sent.get(2)));
        assertThat(sequences.get(0).getDocuments().get(0).getOmitted())
                .singleElement()
                .satisfies(omitted -> assertThat(omitted.getTokens()).isEqualTo(IMAGE_TOKENS));
    }

    private List<PackedSequence> packed(List<TokenSequence> items, Optional<TokenBudget> budget, int context) {
        AssembleOptions options = new AssembleOptions(
                "seed",
                AssembleBench.OPTIONS.inputs(),
                AssembleBench.OPTIONS.to(),
                AssembleBench.OPTIONS.deadLetters(),
                TestGrouping.USUAL,
                SPACE,
                budget,
                Optional.of(new SequencePacking.Options(context, Duration.ofSeconds(30), 4)),
                LatePolicy.DOCUMENT,
                MissingPolicy.MARK);
        try (AssembleBench bench = new AssembleBench(options, state)) {
            items.forEach(bench::send);
            bench.end();
            assertThat(bench.deadLetters()).isEmpty();
            return bench.sequences();
        }
    }

    private TokenSequence text(String document, long second, int tokens) {
        return AssembleBench.text(
                document, second, random.ints(tokens, 0, TEXT_IDS).toArray());
    }

    private TokenSequence image(String document, long second) {
        TokenSequence image = AssembleBench.picture(document, second, IMAGE_TOKENS);
        image.setPlanes(List.of(new TokenPlane(
                "", IntList.of(random.ints(IMAGE_TOKENS, 0, CODES).toArray()), CODES)));
        image.setOrder(TokenOrder.CAUSAL_1D);
        image.setTruncation(new Truncation(TruncationKind.NONE, List.of(), List.of()));
        return image;
    }

    private static List<Integer> ids(TokenSequence record) {
        return List.copyOf(record.getPlanes().get(0).getIds());
    }

    private static List<Integer> ids(ItemTokens item) {
        return List.copyOf(item.planes().get(0).getIds());
    }

    private static void isWhole(ItemTokens image) {
        PlaceholderRange range = image.range();
        assertThat(List.of(range.getFirstToken(), range.getTokens(), range.getLength(), range.getRecordTokens()))
                .containsExactly(0, IMAGE_TOKENS, IMAGE_TOKENS, IMAGE_TOKENS);
    }

    private static List<List<Integer>> apart(List<PackedSequence> sequences) {
        return items(sequences).stream().map(SeedRowsTest::ids).toList();
    }

    private static List<ItemTokens> items(List<PackedSequence> sequences) {
        return sequences.stream()
                .flatMap(sequence -> PackedSequences.items(sequence).stream())
                .toList();
    }

    private static List<ItemTokens> images(List<PackedSequence> sequences) {
        return items(sequences).stream()
                .filter(item -> item.range().getModality() == Modality.VISUAL)
                .toList();
    }

    /** Texts, of which a context may have made several parts. */
    private static List<List<Integer>> joined(List<PackedSequence> sequences) {
        List<List<Integer>> texts = new ArrayList<>();
        items(sequences).stream()
                .filter(item -> item.range().getModality() == Modality.TEXT)
                .sorted((one, other) -> {
                    int byItem = Long.compare(
                            one.range().getSource().getOffset(),
                            other.range().getSource().getOffset());
                    return byItem != 0
                            ? byItem
                            : Integer.compare(
                                    one.range().getFirstToken(), other.range().getFirstToken());
                })
                .forEach(item -> {
                    if (item.range().getFirstToken() == 0) {
                        texts.add(new ArrayList<>());
                    }
                    texts.get(texts.size() - 1).addAll(ids(item));
                });
        return texts;
    }
}
