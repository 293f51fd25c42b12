package io.tokenloom.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.record.PackedDocument;
import io.tokenloom.record.PackedSequence;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.sequence.PackedSequences.ItemTokens;
import io.tokenloom.sequence.SequencePacking.Pack;
import io.tokenloom.token.TokenContractException;
import io.tokenloom.token.TokenRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedSequencesTest {
    private static final TokenizerFingerprint TEXT =
            new TokenizerFingerprint(HexFormat.of().parseHex(SampleItems.TEXT));

    @Test
    void framesPicturesAndTellsWhereTokensStand() {
        PackedSequence sequence = assemble(
                "document",
                OptionalInt.empty(),
                SampleItems.text(0, 5, 6),
                SampleItems.step(1, 0, 2, 2, 0),
                SampleItems.step(1, 1, 2, 1, 5),
                SampleItems.vectors(2, 2),
                SampleItems.text(3, 7));

        assertThat(sequence.getIds()).containsExactly(5, 6, 900, 1001, 1008, 1001, 901, 900, 902, 902, 901, 7, 903);
        assertThat(sequence.getDocuments().get(0).getRanges())
                .extracting(range -> range.getItemId() + ":" + range.getOffset() + "+" + range.getLength())
                .containsExactly("item-0:0+2", "item-1:3+2", "item-1:5+1", "item-2:8+2", "item-3:11+1");
        assertThat(PackedSequences.positionIds(sequence))
                .containsExactly(IntStream.range(0, 13).toArray());
    }

    @Test
    void restartsPositionsWithEachDocument() {
        SequencePacking packing = new SequencePacking(new SequencePacking.Options(8, Duration.ofSeconds(1), 1));
        packing.add(assemble("a", OptionalInt.of(8), SampleItems.text(0, 1, 2, 3)), Instant.EPOCH);
        Pack pack = packing.add(assemble("b", OptionalInt.of(8), SampleItems.text(1, 4, 5, 6)), Instant.EPOCH)
                .closed()
                .get(0);
        PackedSequence packed = packing.sequence(pack, "pack");

        assertThat(packed.getIds()).containsExactly(1, 2, 3, 903, 4, 5, 6, 903);
        assertThat(PackedSequences.cumulativeLengths(packed)).containsExactly(0, 4, 8);
        assertThat(PackedSequences.positionIds(packed)).containsExactly(0, 1, 2, 3, 0, 1, 2, 3);
        assertThat(PackedSequences.fill(packed)).isEqualTo(1);
        assertThat(packed.getDocuments())
                .extracting(PackedDocument::getDocumentId, PackedDocument::getOffset)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a", 0), org.assertj.core.groups.Tuple.tuple("b", 4));
    }

    @Test
    void refusesASequenceThatSaysWhatIsNotSo() {
        PackedSequence sequence = assemble("document", OptionalInt.empty(), SampleItems.picture(0, 4));
        sequence.getDocuments().get(0).getRanges().get(0).setOffset(2);
        assertThatThrownBy(() -> PackedSequences.items(sequence))
                .isInstanceOf(TokenContractException.class)
                .hasMessageContaining("begin or end ids of item-0 are not there");
    }

    /** Documents of all kinds of records, through any context length: every token comes back, and no picture is split. */
    @ParameterizedTest
    @ValueSource(ints = {12, 17, 40, 1000})
    void givesBackTheExactTokensOfEveryItem(int contextLength) {
        Random random = new Random(contextLength);
        SequencePacking packing =
                new SequencePacking(new SequencePacking.Options(contextLength, Duration.ofSeconds(20), 3));
        List<Pack> packs = new ArrayList<>();
        Map<String, TokenRecord> sources = new HashMap<>();
        long offset = 0;
        Instant now = Instant.EPOCH;
        for (int document = 0; document < 200; document++) {
            List<TokenRecord> records = new ArrayList<>();
            for (int i = random.nextInt(5); i >= 0; i--) {
                TokenRecord record = random(random, offset++);
                records.add(record);
                sources.put(record.itemId(), record);
            }
            PackedSequence whole = assemble(
                    "document-" + document, OptionalInt.of(contextLength), records.toArray(TokenRecord[]::new));
            now = now.plusSeconds(random.nextInt(4));
            for (PackedSequence part : DocumentSplitting.parts(whole, contextLength)) {
                assertThat(part.getIds().size()).isLessThanOrEqualTo(contextLength);
                packs.addAll(packing.add(part, now).closed());
            }
            packs.addAll(packing.advance(now));
            assertThat(packing.open()).hasSizeLessThanOrEqualTo(3);
        }
        packs.addAll(packing.closeAll(now));

        Map<String, List<ItemTokens>> found = new HashMap<>();
        for (Pack pack : packs) {
            PackedSequence sequence = packing.sequence(pack, "pack-" + pack.number());
            assertThat(sequence.getIds().size()).isLessThanOrEqualTo(contextLength);
            PackedSequences.items(sequence)
                    .forEach(item -> found.computeIfAbsent(item.range().getItemId(), first -> new ArrayList<>())
                            .add(item));
        }
        sources.forEach((item, record) -> {
            assertThat(joined(found.get(item), record)).as(item).isEqualTo(ids(record));
            assertThat(record.tokenizer().equals(TEXT) || found.get(item).size() == 1)
                    .as("%s is a text or whole", item)
                    .isTrue();
        });
    }

    /** A text may lie in several packs, which are closed in any order. */
    private static List<List<Integer>> joined(List<ItemTokens> parts, TokenRecord source) {
        List<List<Integer>> planes = IntStream.range(0, ids(source).size())
                .mapToObj(plane -> (List<Integer>) new ArrayList<Integer>())
                .toList();
        int tokens = 0;
        parts.sort(Comparator.comparingInt(part -> part.range().getFirstToken()));
        for (ItemTokens part : parts) {
            assertThat(part.range().getFirstToken()).isEqualTo(tokens);
            tokens += part.range().getTokens();
            for (int i = 0; i < part.planes().size(); i++) {
                planes.get(i).addAll(part.planes().get(i).getIds());
            }
        }
        assertThat(tokens).isEqualTo(source.count());
        return planes;
    }

    private static List<List<Integer>> ids(TokenRecord record) {
        return record instanceof TokenRecord.Ids ids
                ? ids.sequence().getPlanes().stream()
                        .map(TokenPlane::getIds)
                        .map(List::copyOf)
                        .toList()
                : List.of();
    }

    private static TokenRecord random(Random random, long offset) {
        return switch (random.nextInt(5)) {
            case 0 -> SampleItems.picture(offset, 1 + random.nextInt(8));
            case 1 -> SampleItems.uncuttable(offset, 1 + random.nextInt(8));
            case 2 -> SampleItems.vectors(offset, 1 + random.nextInt(6));
            case 3 -> SampleItems.factorised(offset, 1 + random.nextInt(5));
            default ->
                SampleItems.text(offset, random.ints(random.nextInt(60), 0, 900).toArray());
        };
    }

    private static PackedSequence assemble(String id, OptionalInt contextLength, TokenRecord... records) {
        DocumentAssembly.Assembled assembled = new DocumentAssembly(SampleItems.SPACE, Optional.empty(), contextLength)
                .assemble(
                        new DocumentAssembly.Facts(id, false, List.of(), Instant.EPOCH),
                        DocumentItem.of(List.of(records)));
        assertThat(assembled.refused()).isEmpty();
        return assembled.sequence();
    }
}
