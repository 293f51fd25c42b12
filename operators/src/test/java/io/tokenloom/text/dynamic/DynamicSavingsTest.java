package io.tokenloom.text.dynamic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tokenloom.text.TokenTable;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DynamicSavingsTest {
    private static final TokenTable BASE = TokenTable.of(new byte[][] {{'a'}, {'b'}});

    private static DynamicSavings measure(int records, long windowBytes, int windowRecords) {
        DynamicMerger merger = new DynamicMerger(
                BaseVocabulary.of(BASE, Set.of()), new DynamicRules(1, Boundary.WORD), Optional.empty());
        List<int[]> texts = Collections.nCopies(records, new int[] {0, 1, 1, 1});
        return DynamicSavings.measure(merger, BASE, texts, windowBytes, windowRecords);
    }

    @Test
    void windowsEndByBytesOrRecords() {
        assertThat(measure(10, 8, 100).windows()).isEqualTo(5);
        assertThat(measure(10, 1000, 3).windows()).isEqualTo(4);
        assertThat(measure(0, 8, 3).windows()).isZero();
    }

    @Test
    void countsTokensMergesAndBytes() {
        DynamicSavings savings = measure(10, 8, 100);

        assertThat(savings.baseTokens()).isEqualTo(40);
        assertThat(savings.textBytes()).isEqualTo(40);
        assertThat(savings.tokens()).isEqualTo(30);
        assertThat(savings.merges()).isEqualTo(5);
        assertThat(savings.saved()).isEqualTo(0.25, within(1e-9));
        assertThat(savings.deltaBytes()).isEqualTo(5 * (4 + 1 + 2 + 6));
        assertThat(savings.deltaBytesPerSavedToken()).isEqualTo(6.5, within(1e-9));
    }
}
