package io.tokenloom.vision.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class PatchSelectionTest {
    private static final byte[] KEY = "images/0/17".getBytes(StandardCharsets.UTF_8);

    @Test
    void argmaxKeepsWhereKeepIsGreater() {
        BitSet kept = PatchSelection.ARGMAX.keep(logits(1, 0, 0, 1, 2, 2, -1, -2), KEY);

        assertThat(kept).isEqualTo(patches(0, 3));
    }

    @Test
    void theBestPatchIsKeptWhereNoneWouldBe() {
        assertThat(PatchSelection.ARGMAX.keep(logits(0, 5, 0, 1, 0, 1, 0, 2), KEY))
                .isEqualTo(patches(1));
        assertThat(PatchSelection.SEEDED.keep(logits(0, 500, 0, 100, 0, 100), KEY))
                .isEqualTo(patches(1));
        assertThat(PatchSelection.atLeastOne(new BitSet(), logits(3, 3, 2, 1))).isEqualTo(patches(1));
        assertThat(PatchSelection.atLeastOne(patches(0), logits(3, 3, 2, 1))).isEqualTo(patches(0));
    }

    @Test
    void seededKeepsTheSamePatchesOfTheSameRecord() {
        FeatureMap logits = FeatureMap.ofPositions(RandomFeatures.of(1, 512), 0, 256, 2);
        BitSet first = PatchSelection.SEEDED.keep(logits, KEY);

        for (int i = 0; i < 20; i++) {
            assertThat(PatchSelection.SEEDED.keep(logits, KEY.clone())).isEqualTo(first);
        }
        assertThat(PatchSelection.SEEDED.keep(logits, "images/0/18".getBytes(StandardCharsets.UTF_8)))
                .isNotEqualTo(first);
        assertThat(PatchSelection.ARGMAX.keep(logits, KEY)).isNotEqualTo(first);
    }

    @Test
    void seededKeepsAsOftenAsTheLogitsSay() {
        // Keep has a share of e^1 / (e^1 + e^0) = 0.731.
        float[] values = new float[2 * 100_000];
        for (int i = 0; i < values.length; i += 2) {
            values[i] = 1;
        }

        BitSet kept = PatchSelection.SEEDED.keep(FeatureMap.ofPositions(values, 0, 100_000, 2), KEY);

        assertThat(kept.cardinality() / 100_000.0).isBetween(0.726, 0.736);
    }

    @Test
    void refusesLogitsThatAreNoNumbers() {
        for (PatchSelection selection : PatchSelection.values()) {
            assertThatThrownBy(() -> selection.keep(logits(0, 0, Float.NaN, 0), KEY))
                    .isInstanceOfSatisfying(TokenizationException.class, e -> assertThat(e.code())
                            .isEqualTo(FailureCode.MODEL_OUTPUT))
                    .hasMessageContaining("position 1 is NaN");
        }
    }

    private static FeatureMap logits(float... values) {
        return FeatureMap.ofPositions(values, 0, values.length / 2, 2);
    }

    private static BitSet patches(int... kept) {
        BitSet patches = new BitSet();
        for (int patch : kept) {
            patches.set(patch);
        }
        return patches;
    }
}
