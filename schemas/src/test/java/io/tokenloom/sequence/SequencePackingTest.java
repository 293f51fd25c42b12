package io.tokenloom.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.record.PackedSequence;
import io.tokenloom.sequence.SequencePacking.Pack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SequencePackingTest {
    private static final Instant START = Instant.ofEpochSecond(1_700_000_000L);

    private final SequencePacking packing =
            new SequencePacking(new SequencePacking.Options(10, Duration.ofSeconds(5), 2));

    @Test
    void putsADocumentWhereItLeavesTheLeastRoom() {
        packing.add(document("a", 4), START);
        packing.add(document("b", 7), START);
        assertThat(packing.add(document("c", 3), START).closed())
                .singleElement()
                .satisfies(pack -> assertThat(names(pack)).containsExactly("b", "c"));
        assertThat(names(packing.closeAll(START).get(0))).containsExactly("a");
    }

    @Test
    void closesTheFullestWhereTooManyWouldBeOpen() {
        packing.add(document("a", 6), START);
        packing.add(document("b", 8), START);
        List<Pack> closed = packing.add(document("c", 9), START).closed();
        assertThat(closed).singleElement().satisfies(pack -> assertThat(names(pack))
                .containsExactly("b"));
    }

    @Test
    void closesAPackWhenItsFirstDocumentHasWaitedLongEnough() {
        packing.add(document("a", 3), START);
        packing.add(document("b", 3), START.plusSeconds(4));
        assertThat(packing.advance(START.plusMillis(4_999))).isEmpty();
        List<Pack> closed = packing.advance(START.plusSeconds(60));
        assertThat(closed).singleElement().satisfies(pack -> {
            assertThat(names(pack)).containsExactly("a", "b");
            // When it was over, not when somebody looked: a replay gives the same.
            assertThat(pack.closedAt()).isEqualTo(START.plusSeconds(5));
        });
    }

    @Test
    void aDocumentThatComesLaterDoesNotJoinAPackWhoseTimeIsOver() {
        packing.add(document("a", 3), START);
        List<Pack> closed = packing.add(document("b", 3), START.plusSeconds(5)).closed();
        assertThat(closed).singleElement().satisfies(pack -> assertThat(names(pack))
                .containsExactly("a"));
    }

    @Test
    void goesOnWhereAnotherStopped() {
        List<Pack> uninterrupted = new ArrayList<>();
        List<Pack> resumed = new ArrayList<>();
        SequencePacking first = new SequencePacking(new SequencePacking.Options(10, Duration.ofSeconds(5), 2));
        for (int i = 0; i < 50; i++) {
            PackedSequence document = document("d" + i, 1 + i * 7 % 10);
            Instant now = START.plusSeconds(i);
            uninterrupted.addAll(packing.add(document, now).closed());
            resumed.addAll(first.add(document, now).closed());
            SequencePacking next = new SequencePacking(new SequencePacking.Options(10, Duration.ofSeconds(5), 2));
            next.resumeAt(first.next());
            first.open().forEach(next::resume);
            first = next;
        }
        assertThat(resumed).isEqualTo(uninterrupted);
    }

    @Test
    void refusesWhatFitsNowhere() {
        assertThatThrownBy(() -> packing.add(document("a", 11), START))
                .hasMessageContaining("11 ids doesn't fit into a pack of 10");
        assertThatThrownBy(() -> new SequencePacking.Options(0, Duration.ZERO, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static PackedSequence document(String id, int ids) {
        IdSpace space = new IdSpace(SampleItems.SPACE.places(), List.of());
        return new DocumentAssembly(space, Optional.empty(), OptionalInt.empty())
                .assemble(
                        new DocumentAssembly.Facts(id, false, List.of(), START),
                        DocumentItem.of(List.of(SampleItems.text(0, new int[ids]))))
                .sequence();
    }

    private static List<String> names(Pack pack) {
        return pack.parts().stream()
                .map(part -> part.getDocuments().get(0).getDocumentId())
                .toList();
    }
}
