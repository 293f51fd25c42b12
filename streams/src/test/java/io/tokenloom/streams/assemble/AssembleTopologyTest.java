package io.tokenloom.streams.assemble;

import static io.tokenloom.streams.assemble.AssembleBench.OPTIONS;
import static io.tokenloom.streams.assemble.AssembleBench.START;
import static io.tokenloom.streams.assemble.AssembleBench.picture;
import static io.tokenloom.streams.assemble.AssembleBench.step;
import static io.tokenloom.streams.assemble.AssembleBench.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.deadletter.DeadLetterHeaders;
import io.tokenloom.deadletter.StreamsErrorHeaders;
import io.tokenloom.record.Modality;
import io.tokenloom.record.PackedDocument;
import io.tokenloom.record.PackedSequence;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.sequence.PackedSequences;
import io.tokenloom.sequence.TokenBudget;
import io.tokenloom.streams.wire.TestRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssembleTopologyTest {
    @TempDir
    Path state;

    private AssembleBench bench;

    private AssembleBench start(AssembleOptions options) {
        bench = new AssembleBench(options, state);
        return bench;
    }

    @AfterEach
    void close() {
        if (bench != null) {
            bench.close();
        }
    }

    @Test
    void joinsTheItemsOfADocumentInTheOrderOfTheirEventTimes() {
        start(OPTIONS);
        bench.send(picture("a", 1, 2));
        bench.send(text("b", 0, 9));
        bench.send(text("a", 2, 7));
        bench.send(text("a", 0, 5, 6));
        bench.end();

        List<PackedSequence> sequences = bench.sequences();
        assertThat(sequences)
                .extracting(sequence -> sequence.getDocuments().get(0).getDocumentId())
                .containsExactly("b", "a");
        assertThat(sequences.get(1).getIds()).containsExactly(5, 6, 1000, 1003, 1010, 1001, 7);
        assertThat(sequences)
                .extracting(PackedSequence::getSequenceId)
                .containsExactly("sequences-0-0", "sequences-0-1");
        assertThat(bench.deadLetters()).isEmpty();
    }

    @Test
    void closesADocumentWhenEveryInputIsPastItsGapAndGrace() {
        start(OPTIONS);
        bench.send(text("a", 0, 5));
        bench.send(text("b", 12, 6));
        bench.tell();
        assertThat(bench.documents()).as("pictures have told no time").isEmpty();
        bench.send(picture("b", 12, 1));
        bench.tell();
        assertThat(bench.documents())
                .as("the gap of 10 s and the grace of 2 s end just then")
                .isEmpty();
        bench.send(picture("b", 13, 1));
        bench.tell();
        assertThat(bench.documents()).as("texts are at 12 s").isEmpty();
        bench.send(text("b", 13, 6));
        bench.tell();
        assertThat(bench.documents()).extracting(PackedDocument::getDocumentId).containsExactly("a");
    }

    @Test
    void beginsAnotherDocumentBehindAGap() {
        start(OPTIONS);
        bench.send(text("a", 0, 1));
        bench.send(text("a", 10, 2));
        bench.send(text("a", 21, 3));
        bench.end();
        assertThat(bench.sequences()).extracting(PackedSequence::getIds).containsExactly(List.of(1, 2), List.of(3));
    }

    @Test
    void anIdleInputHoldsNothingUp() {
        start(OPTIONS);
        bench.send(text("a", 0, 1));
        bench.send(text("b", 60, 2));
        bench.wait(Duration.ofSeconds(9));
        bench.send(text("b", 61, 2));
        bench.tell();
        assertThat(bench.documents()).isEmpty();
        bench.wait(Duration.ofSeconds(1));
        bench.send(text("b", 62, 2));
        bench.tell();
        assertThat(bench.documents()).extracting(PackedDocument::getDocumentId).containsExactly("a");
    }

    @Test
    void doesNotWaitForTheGapWhereAllThatWasExpectedIsThere() {
        start(AssembleBench.with(TestGrouping.expecting(Map.of(Modality.TEXT, 1, Modality.VISUAL, 1))));
        bench.send(text("a", 0, 5));
        bench.send(step("a", 1, 3, 0, 2));
        bench.send(text("b", 4, 6));
        bench.send(picture("b", 4, 1));
        bench.tell();
        assertThat(bench.documents()).as("a step is missing").isEmpty();
        bench.send(step("a", 1, 3, 1, 2));
        bench.send(text("b", 5, 6));
        bench.send(picture("c", 5, 1));
        bench.tell();
        assertThat(bench.documents()).singleElement().satisfies(document -> {
            assertThat(document.getDocumentId()).isEqualTo("a");
            assertThat(document.getMissing()).isEmpty();
        });
    }

    @Test
    void marksWhatIsMissing() {
        start(AssembleBench.with(TestGrouping.expecting(Map.of(Modality.TEXT, 2, Modality.VISUAL, 1))));
        bench.send(text("a", 0, 5));
        bench.send(step("b", 30, 3, 1, 2));
        bench.end();
        List<PackedDocument> documents = bench.documents();
        assertThat(documents.get(0).getMissing()).containsExactly("text", "visual");
        assertThat(documents.get(1).getMissing()).containsExactly("text", "text", "item-3001: part 0 of 2");
    }

    @Test
    void makesIncompleteDocumentsDeadLettersWhereThatIsAskedFor() {
        start(AssembleBench.with(
                TestGrouping.expecting(Map.of(Modality.VISUAL, 1)), LatePolicy.DOCUMENT, MissingPolicy.DEAD_LETTER));
        bench.send(text("a", 0, 5));
        bench.send(text("b", 1, 6));
        bench.send(picture("b", 1, 1));
        bench.send(text("a", 2, 7));
        bench.end();
        assertThat(bench.documents()).extracting(PackedDocument::getDocumentId).containsExactly("b");
        assertThat(bench.deadLetters())
                .containsExactly("INCOMPLETE_DOCUMENT tokens.text.v1/0/0", "INCOMPLETE_DOCUMENT tokens.text.v1/0/2");
    }

    @Test
    void makesLateItemsADocumentOfTheirOwn() {
        start(OPTIONS);
        passTo(100);
        bench.send(text("a", 0, 1));
        bench.send(text("a", 50, 2));
        passTo(120);
        assertThat(bench.sequences())
                .filteredOn(sequence -> sequence.getDocuments().get(0).getLate())
                .singleElement()
                .satisfies(late -> assertThat(late.getIds()).containsExactly(1, 2));
    }

    @Test
    void takesALateItemIntoADocumentThatIsStillOpen() {
        start(OPTIONS);
        bench.send(text("a", 15, 2));
        bench.send(text("a", 24, 3));
        passTo(30);
        bench.send(text("a", 5, 1));
        bench.end();
        assertThat(bench.sequences())
                .filteredOn(sequence ->
                        sequence.getDocuments().get(0).getDocumentId().equals("a"))
                .singleElement()
                .satisfies(sequence -> {
                    assertThat(sequence.getIds()).containsExactly(1, 2, 3);
                    assertThat(sequence.getDocuments().get(0).getLate()).isFalse();
                });
    }

    @Test
    void makesLateItemsDeadLettersWhereThatIsAskedFor() {
        start(AssembleBench.with(TestGrouping.USUAL, LatePolicy.DEAD_LETTER, MissingPolicy.MARK));
        passTo(100);
        bench.send(text("a", 0, 1));
        assertThat(bench.deadLetters()).containsExactly("LATE_ITEM tokens.text.v1/0/1");
    }

    /** Both topics tell of this second, in items of a document of their own. */
    private void passTo(long second) {
        bench.send(text("clock", second, 999));
        bench.send(picture("clock", second, 1));
        bench.tell();
    }

    @Test
    void endsADocumentAtItsSpanAndAtItsNumberOfRecords() {
        start(AssembleBench.with(TestGrouping.limited(3, Duration.ofSeconds(20), 1 << 20)));
        for (int second : new int[] {0, 1, 2, 3, 8, 16, 24, 32}) {
            bench.send(text("a", second, second));
        }
        bench.end();
        assertThat(bench.sequences())
                .extracting(PackedSequence::getIds)
                .containsExactly(List.of(0, 1, 2), List.of(3, 8, 16), List.of(24, 32));
    }

    @Test
    void closesTheFirstDocumentWhereThereIsNoRoomForMore() {
        start(AssembleBench.with(TestGrouping.limited(100, Duration.ofHours(1), 2_400)));
        for (int i = 0; i < 10; i++) {
            bench.send(text("document-" + i, i, new int[20]));
        }
        assertThat(bench.documents()).extracting(PackedDocument::getDocumentId).contains("document-0", "document-1");
        bench.end();
        assertThat(bench.documents()).extracting(PackedDocument::getDocumentId).contains("document-9");
    }

    @Test
    void makesWhatHasNoPlaceADeadLetterAndGoesOn() {
        start(OPTIONS);
        bench.send(text("a", 0, 5));
        bench.send(AssembleBench.unknown("a", 1));
        bench.send(text("a", 2, 5000));
        bench.send(AssembleBench.TEXTS, new byte[] {1, 2, 3}, START);
        bench.send(text("a", 3, 6));
        bench.end();

        assertThat(bench.sequences()).singleElement().satisfies(sequence -> assertThat(sequence.getIds())
                .containsExactly(5, 6));
        assertThat(bench.deadLetters())
                .containsExactlyInAnyOrder(
                        "ID_SPACE tokens.visual.v1/0/0",
                        "TRUNCATED_RECORD tokens.text.v1/0/2",
                        "ID_SPACE tokens.text.v1/0/1");
    }

    @Test
    void aDeadLetterIsTheRecordWithTheReasonInBothDialects() {
        start(OPTIONS);
        byte[] value = {1, 2, 3};
        bench.send(AssembleBench.TEXTS, value, START);
        assertThat(bench.letters()).singleElement().satisfies(letter -> {
            assertThat(letter.value()).isEqualTo(value);
            assertThat(letter.key()).asString().isEqualTo("key");
            assertThat(AssembleBench.header(letter, DeadLetterHeaders.OPERATOR_UID))
                    .isEqualTo("key-by-document");
            assertThat(AssembleBench.header(letter, StreamsErrorHeaders.TOPIC)).isEqualTo("tokens.text.v1");
            assertThat(AssembleBench.header(letter, StreamsErrorHeaders.OFFSET)).isEqualTo("0");
            assertThat(AssembleBench.header(letter, StreamsErrorHeaders.MESSAGE))
                    .isEqualTo(AssembleBench.header(letter, DeadLetterHeaders.MESSAGE))
                    .contains("3 bytes");
        });
    }

    @Test
    void packsDocumentsAndKeepsTheirBudget() {
        start(AssembleBench.packed(
                16, Duration.ofSeconds(30), Optional.of(new TokenBudget(8, TokenBudget.Division.EQUAL))));
        bench.send(text("a", 0, 1, 2, 3));
        bench.send(picture("a", 1, 20));
        bench.send(text("b", 20, 4, 5));
        bench.end();

        assertThat(bench.sequences()).singleElement().satisfies(pack -> {
            assertThat(pack.getContextLength()).isEqualTo(16);
            assertThat(PackedSequences.cumulativeLengths(pack)).containsExactly(0, 8, 10);
            assertThat(pack.getDocuments().get(0).getOmitted())
                    .singleElement()
                    .satisfies(left -> assertThat(left.getTokens()).isEqualTo(17));
        });
    }

    /** The same records in many orders: partitions are read as they come, but each in its own order. */
    @Test
    void givesTheSamePacksInWhateverOrderTheInputsAreRead() {
        List<TokenSequence> texts = new ArrayList<>();
        List<TokenSequence> pictures = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 120; i++) {
            texts.add(text(
                    "document-" + random.nextInt(12), i, random.ints(3, 0, 900).toArray()));
            pictures.add(picture("document-" + random.nextInt(12), i, 1 + random.nextInt(5)));
        }
        List<String> first = null;
        for (int seed = 0; seed < 4; seed++) {
            List<String> packs = run(texts, pictures, new Random(seed));
            first = first == null ? packs : first;
            assertThat(packs).hasSizeGreaterThan(10).isEqualTo(first);
        }
    }

    private List<String> run(List<TokenSequence> texts, List<TokenSequence> pictures, Random random) {
        List<Boolean> order = new ArrayList<>(Collections.nCopies(texts.size(), true));
        order.addAll(Collections.nCopies(pictures.size(), false));
        Collections.shuffle(order, random);
        AssembleBench own = new AssembleBench(
                AssembleBench.packed(24, Duration.ofSeconds(15), Optional.empty()),
                state.resolve("" + random.nextInt()));
        try (own) {
            int text = 0;
            int picture = 0;
            for (boolean isText : order) {
                own.send(isText ? texts.get(text++) : pictures.get(picture++));
                if (random.nextInt(10) == 0) {
                    own.tell();
                }
            }
            own.end();
            return own.bytes().stream().map(HexFormat.of()::formatHex).toList();
        }
    }

    @Test
    void refusesToJoinByRecordKeyWherePartitionsDiffer() {
        AssembleOptions byKey = AssembleBench.with(TestGrouping.by(GroupKey.RECORD_KEY, GroupKey.ITEM_ID));
        try (TestRegistry registry = new TestRegistry()) {
            registry.register(AssembleBench.PACKED, PackedSequence.class);
            assertThatThrownBy(() ->
                            byKey.topology(registry.wire(Map.of(AssembleBench.TEXTS, 2, AssembleBench.PICTURES, 3))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("tokens.text.v1: 2, tokens.visual.v1: 3");
        }
    }

    @Test
    void joinsByRecordKeyWithoutARepartitionTopic() {
        start(AssembleBench.with(TestGrouping.by(GroupKey.RECORD_KEY, GroupKey.ITEM_ID)));
        bench.send(text("a", 0, 1));
        bench.send(text("b", 1, 2));
        bench.end();
        assertThat(bench.documents()).extracting(PackedDocument::getDocumentId).containsExactly("key");
    }
}
