package io.tokenloom.cli.demo.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.cli.records.PackedRecords;
import io.tokenloom.reader.decode.TokenDecoders;
import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.record.PackedSequence;
import io.tokenloom.record.PlaceholderRange;
import io.tokenloom.sequence.TokenBudget;
import io.tokenloom.token.TokenRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SequenceComparisonTest {
    private static final String TEXT = "one two three four five six seven eight nine ten";

    private static TokenDecoders decoders;
    private static PackedRecords records;

    @BeforeAll
    static void open() {
        records = new PackedRecords(TextBundle.open("builtin:o200k_base"));
        decoders = TokenDecoders.over(List.of("builtin:o200k_base"));
    }

    @AfterAll
    static void close() {
        decoders.close();
        records.text().close();
    }

    /** A text over several packs, a text that is not long, a picture of two frames. */
    private static Map<String, List<TokenRecord>> documents() {
        Map<String, List<TokenRecord>> documents = new LinkedHashMap<>();
        documents.put("long", List.of(records.text(1, "long.txt", TEXT)));
        documents.put("short", List.of(records.text(2, "short.txt", "Hello")));
        documents.put("cat", records.picture(1, "cat.jpg", 2, 3));
        return documents;
    }

    private static List<MadeRecord> made(Map<String, List<TokenRecord>> documents) {
        List<MadeRecord> made = new ArrayList<>();
        documents
                .values()
                .forEach(all -> all.forEach(
                        record -> made.add(new MadeRecord(new RecordAddress("tokens", 0, made.size()), record))));
        return made;
    }

    private static SequenceComparison comparison() {
        return new SequenceComparison(made(documents()), decoders);
    }

    @Test
    void textsOverSeveralPacksAndPicturesComeBackExactly() {
        SequenceComparison comparison = comparison();
        List<PackedSequence> packs = records.packed(6, documents());

        assertThat(packs).hasSizeGreaterThan(3);
        for (PackedSequence pack : packs) {
            assertThat(comparison.isComplete()).isFalse();
            comparison.sequence(pack);
        }

        assertThat(comparison.isComplete()).isTrue();
        assertThat(comparison.result()).isEqualTo(new SequenceComparison.Result(3, 0, 0, TEXT.length() + 5, List.of()));
    }

    @Test
    void anIdThatIsAnotherIsFound() {
        SequenceComparison comparison = comparison();
        List<PackedSequence> packs = records.packed(6, documents());
        List<Integer> ids = new ArrayList<>(packs.get(0).getIds());
        int was = ids.get(2);
        ids.set(2, was + 1);
        packs.get(0).setIds(ids);

        packs.forEach(comparison::sequence);

        SequenceComparison.Result result = comparison.result();
        assertThat(result.differingItems()).isEqualTo(1);
        assertThat(result.problems())
                .contains("long.txt has the id " + was + " at 2 and its range " + (was + 1))
                .hasSize(2)
                .last()
                .asString()
                .contains("does not decode");
    }

    @Test
    void whatIsThereTwiceOrNotAtAllIsFound() {
        List<PackedSequence> packs = records.packed(6, documents());
        SequenceComparison comparison = comparison();

        comparison.sequence(packs.get(0));
        comparison.sequence(packs.get(0));

        assertThat(comparison.isComplete()).isFalse();
        SequenceComparison.Result result = comparison.result();
        assertThat(result.problems()).contains("long.txt is there twice from token 0 on");
        assertThat(result.problems()).contains("short.txt is in no sequence, or not all of it");
        assertThat(result.differingItems()).isEqualTo(3);
    }

    @Test
    void aPictureInTwoSequencesIsSplit() {
        SequenceComparison comparison = comparison();
        List<PackedSequence> packs = records.packed(100, documents());
        PackedSequence other =
                PackedSequence.newBuilder(packs.get(0)).setSequenceId("other").build();
        // Of one frame: the first range here, the second there.
        for (PackedSequence sequence : List.of(packs.get(0), other)) {
            List<PlaceholderRange> ranges = sequence.getDocuments().get(2).getRanges();
            ranges.forEach(range -> range.getStream().setFrameIndex(0));
        }
        packs.get(0)
                .getDocuments()
                .get(2)
                .setRanges(packs.get(0).getDocuments().get(2).getRanges().subList(0, 1));
        other.getDocuments()
                .get(2)
                .setRanges(other.getDocuments().get(2).getRanges().subList(1, 2));
        other.getDocuments().get(0).setRanges(List.of());
        other.getDocuments().get(1).setRanges(List.of());

        comparison.sequence(packs.get(0));
        comparison.sequence(other);

        assertThat(comparison.isComplete()).isTrue();
        assertThat(comparison.result().problems()).containsExactly("cat.jpg part 2 of 2 is a picture that is split");
    }

    @Test
    void whatIsLeftOutIsAccountedForAndWhatIsGivenUpIsNotWaitedFor() {
        Map<String, List<TokenRecord>> documents = documents();
        documents.remove("cat");
        List<PackedSequence> packs =
                records.packed(6, Optional.of(new TokenBudget(5, TokenBudget.Division.EQUAL)), documents);
        SequenceComparison comparison = comparison();

        packs.forEach(comparison::sequence);
        comparison.gaveUp(new RecordAddress("tokens", 0, 2));
        assertThat(comparison.isComplete()).isFalse();
        comparison.gaveUp(new RecordAddress("tokens", 0, 3));

        assertThat(comparison.isComplete()).isTrue();
        assertThat(comparison.result()).isEqualTo(new SequenceComparison.Result(2, 0, 1, 5, List.of()));
    }

    @Test
    void whatCameBeforeAndWhatIsDamagedIsTold() {
        SequenceComparison comparison = comparison();
        comparison.sequence(records.packed(50, Map.of("old", List.of(records.text(77, "old.txt", "old"))))
                .get(0));
        PackedSequence damaged = records.packed(100, documents()).get(0);
        damaged.getDocuments().get(0).setOffset(1);
        comparison.sequence(damaged);

        assertThat(comparison.isComplete()).isFalse();
        assertThat(comparison.result().problems().get(0)).contains("document long begins at 1");
    }
}
