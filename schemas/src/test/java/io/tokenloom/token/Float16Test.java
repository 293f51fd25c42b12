package io.tokenloom.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 16-bit numbers, all of them. */
class Float16Test {
    private static final int INFINITY = 0x7c00;

    @Test
    void keepsEachHalf() {
        for (int half = 0; half <= 0xffff; half++) {
            float number = Float16.fromHalf((short) half);
            if ((half & 0x7fff) > INFINITY) {
                assertThat(number).isNaN();
                assertThat(Float16.fromHalf(Float16.toHalf(number))).isNaN();
            } else {
                assertThat(Float16.toHalf(number)).as("%04x", half).isEqualTo((short) half);
            }
        }
    }

    @Test
    void isTheNumberThatItsBitsSay() {
        for (int half = 0; half < INFINITY; half++) {
            int exponent = half >> 10;
            int mantissa = half & 0x3ff;
            double expected =
                    exponent == 0 ? mantissa * Math.pow(2, -24) : (1024 + mantissa) * Math.pow(2, exponent - 25);
            assertThat((double) Float16.fromHalf((short) half)).isEqualTo(expected);
            assertThat((double) Float16.fromHalf((short) (half | 0x8000))).isEqualTo(-expected);
        }
    }

    @Test
    void roundsToTheNearestHalfAndTiesToEven() {
        for (int half = 0; half < INFINITY; half++) {
            // Where the next is infinity, it counts as the number that would follow.
            double low = Float16.fromHalf((short) half);
            double high = half + 1 == INFINITY ? 65_536 : Float16.fromHalf((short) (half + 1));
            float middle = (float) ((low + high) / 2);
            int even = half % 2 == 0 ? half : half + 1;

            assertThat(Float16.toHalf(middle))
                    .as("between %04x and the next", half)
                    .isEqualTo((short) even);
            assertThat(Float16.toHalf(Math.nextDown(middle))).isEqualTo((short) half);
            assertThat(Float16.toHalf(Math.nextUp(middle))).isEqualTo((short) (half + 1));
            assertThat(Float16.toHalf(-middle)).isEqualTo((short) (even | 0x8000));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1,3c00",
        "-2,c000",
        "0.1,2e66",
        "65504,7bff",
        "65519.996,7bff",
        "65520,7c00",
        "1e30,7c00",
        "-1e30,fc00",
        "5.9604645E-8,0001",
        "2.9802322E-8,0000",
        "1e-30,0000",
        "-0.0,8000",
        "6.1035156E-5,0400",
        "NaN,7e00",
        "Infinity,7c00"
    })
    void knowsTheHalvesOfSomeNumbers(float number, String half) {
        assertThat(Float16.toHalf(number)).isEqualTo((short) Integer.parseInt(half, 16));
    }

    @Test
    void keepsEachBrainFloatAndRoundsTheOthersToTheNearestOfThem() {
        for (int brain = 0; brain < 0x7f80; brain++) {
            float low = Float16.fromBrain((short) brain);
            int even = brain % 2 == 0 ? brain : brain + 1;
            float middle = Float.intBitsToFloat(brain << 16 | 0x8000);

            assertThat(low).isEqualTo(Float.intBitsToFloat(brain << 16));
            assertThat(Float16.toBrain(low)).isEqualTo((short) brain);
            assertThat(Float16.toBrain(-low)).isEqualTo((short) (brain | 0x8000));
            assertThat(Float16.toBrain(middle)).isEqualTo((short) even);
            assertThat(Float16.toBrain(Math.nextDown(middle))).isEqualTo((short) brain);
            assertThat(Float16.toBrain(Math.nextUp(middle))).isEqualTo((short) (brain + 1));
        }
        assertThat(Float16.fromBrain(Float16.toBrain(Float.NaN))).isNaN();
        assertThat(Float16.fromBrain(Float16.toBrain(Float.NEGATIVE_INFINITY))).isEqualTo(Float.NEGATIVE_INFINITY);
    }

    @Test
    void isNeverFurtherFromANumberThanHalfAStep() {
        Random random = new Random(16);
        for (int i = 0; i < 100_000; i++) {
            float number = (float) (random.nextGaussian() * Math.pow(2, random.nextInt(28) - 14));
            double step = Math.max(Math.ulp(number) * (1 << 13), 0x1p-24);
            double error = Math.abs(Float16.fromHalf(Float16.toHalf(number)) - number);
            if (Math.abs(number) < 65_504) {
                assertThat(error).as("%s", number).isLessThanOrEqualTo(step / 2);
            }
        }
    }
}
