package io.tokenloom.cli.bench.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BareLoopTest {
    @Test
    void givesEachRunStreamsOfItsOwnInBatches() {
        assertThat(new BareLoop.Shape(7, 2, 3).batches())
                .containsExactly(List.of(List.of(0, 2, 4), List.of(6)), List.of(List.of(1, 3, 5)));
    }
}
