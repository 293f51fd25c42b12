package io.tokenloom.cli.bench.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlotNamesTest {
    @Test
    void knowsTheSlotsThatFlinkGives() {
        // KeyGroupRangeAssignment.assignKeyToParallelOperator of Flink 2.3, for keys as the job has them.
        assertThat(slots(2)).isEqualTo(List.of(0, 1, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1, 0));
        assertThat(slots(3)).isEqualTo(List.of(0, 2, 0, 0, 2, 1, 1, 2, 2, 1, 0, 0, 1, 1, 1, 0));
    }

    @Test
    void givesEachSlotAsManyStreams() {
        List<String> names = SlotNames.even("of-64-", 64, 2);

        assertThat(names).doesNotHaveDuplicates().hasSize(64);
        assertThat(names.stream().filter(name -> SlotNames.slot(name, 2) == 0)).hasSize(32);
    }

    private static List<Integer> slots(int slots) {
        return IntStream.range(0, 16)
                .mapToObj(camera -> SlotNames.slot("camera-" + camera, slots))
                .toList();
    }
}
