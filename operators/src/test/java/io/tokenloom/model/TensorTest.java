package io.tokenloom.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TensorTest {
    @Test
    void refusesValuesThatDoNotFillTheShape() {
        assertThatThrownBy(() -> new Tensor.Ints(new long[] {2, 3}, new int[5]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a tensor of shape [2, 3] has 6 values, not 5");
    }

    /** By the definition of binary16: a sign, 5 bits of exponent, 10 of fraction. */
    @Test
    void readsEveryHalfForWhatItIs() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            int exponent = bits >>> 10 & 0x1F;
            int fraction = bits & 0x3FF;
            double size = exponent == 0 ? Math.scalb(fraction, -24) : Math.scalb(1024 + fraction, exponent - 25);
            if (exponent == 31) {
                size = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            }
            float wanted = (float) (bits >>> 15 == 0 ? size : -size);
            assertThat(half((short) bits)).as("bits %04x", bits).isEqualTo(Float.valueOf(wanted));
        }
    }

    @Test
    void roundsToTheNearestHalfAndTiesToEven() {
        assertThat(rounded(1 + Math.scalb(1f, -11))).isEqualTo(1f);
        assertThat(rounded(1 + 3 * Math.scalb(1f, -11))).isEqualTo(1 + Math.scalb(1f, -9));
        assertThat(rounded(1 + Math.scalb(1f, -11) + Math.scalb(1f, -20))).isEqualTo(1 + Math.scalb(1f, -10));
        assertThat(rounded(65_519f)).isEqualTo(65_504f);
        assertThat(rounded(65_520f)).isInfinite();
        assertThat(rounded(Math.scalb(1f, -25))).isZero();
        assertThat(rounded(3 * Math.scalb(1f, -25))).isEqualTo(Math.scalb(1f, -23));
        assertThat(rounded(Float.NaN)).isNaN();
    }

    @Test
    void knowsWhichShapesFit() {
        TensorSpec spec = new TensorSpec(TensorSpec.Type.FLOAT32, TensorSpec.FREE, 3, 8, 8);
        assertThat(spec.admits(TensorSpec.Type.FLOAT32, 5, 3, 8, 8)).isTrue();
        assertThat(spec.admits(TensorSpec.Type.FLOAT32, 1, 3, TensorSpec.FREE, TensorSpec.FREE))
                .isTrue();
        assertThat(spec.admits(TensorSpec.Type.FLOAT32, 5, 1, 8, 8)).isFalse();
        assertThat(spec.admits(TensorSpec.Type.FLOAT32, 5, 3, 8)).isFalse();
        assertThat(spec.admits(TensorSpec.Type.FLOAT16, 5, 3, 8, 8)).isFalse();
        assertThat(spec.is(TensorSpec.Type.FLOAT32, 5, 3, 8, 8)).isFalse();
        assertThat(spec).hasToString("float32[-1, 3, 8, 8]");
    }

    private static float half(short bits) {
        return new Tensor.Halves(new long[] {1}, new short[] {bits}).toFloats().values()[0];
    }

    private static float rounded(float value) {
        return half(Tensor.Halves.of(new Tensor.Floats(new long[] {1}, new float[] {value}))
                .values()[0]);
    }
}
