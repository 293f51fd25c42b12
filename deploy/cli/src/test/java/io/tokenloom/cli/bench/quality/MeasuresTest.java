package io.tokenloom.cli.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tokenloom.vision.preprocessing.EightBitPicture;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Against the numbers that {@code src/test/python/picture_measures.py} prints. */
class MeasuresTest {
    private static final int SIDE = 64;
    private static final Offset<Double> NEAR = within(1e-9);

    private final EightBitPicture original = picture(MeasuresTest::original);
    private final EightBitPicture other = picture(MeasuresTest::other);
    private final Judge judge = new Judge(original);

    @Test
    void equalsOtherProgramsAndThePapers() {
        Map<Measure, Double> values = judge.all(other);

        assertThat(values.get(Measure.PSNR)).isCloseTo(25.189951806875964, NEAR);
        assertThat(values.get(Measure.SSIM)).isCloseTo(0.9466073188500767, NEAR);
        assertThat(values.get(Measure.MS_SSIM)).isCloseTo(0.9762207164840802, NEAR);
        assertThat(values.get(Measure.GMSD)).isCloseTo(0.059071733354382615, NEAR);
        assertThat(values.get(Measure.BLOCKINESS)).isCloseTo(0.8726857333209388, NEAR);
        assertThat(values.get(Measure.COLOUR_NOISE)).isCloseTo(22.483439004916793, NEAR);
        assertThat(values.get(Measure.ADDED_COLOUR)).isCloseTo(17.45504438344274, NEAR);
    }

    @Test
    void findsNothingInACopy() {
        Map<Measure, Double> values = judge.all(original);

        assertThat(values.get(Measure.PSNR)).isEqualTo(60);
        assertThat(values.get(Measure.SSIM)).isCloseTo(1, NEAR);
        assertThat(values.get(Measure.MS_SSIM)).isCloseTo(1, NEAR);
        for (Measure zero :
                new Measure[] {Measure.GMSD, Measure.BLOCKINESS, Measure.COLOUR_NOISE, Measure.ADDED_COLOUR}) {
            assertThat(values.get(zero)).as(zero.title()).isZero();
        }
    }

    @Test
    void hasAsManyScalesAsTheWindowFitsInto() {
        assertThat(MsSsim.scales(11)).isEqualTo(1);
        assertThat(MsSsim.scales(64)).isEqualTo(3);
        assertThat(MsSsim.scales(128)).isEqualTo(4);
        assertThat(MsSsim.scales(256)).isEqualTo(5);
        assertThat(MsSsim.scales(4096)).isEqualTo(5);
    }

    @Test
    void seesBlocksThatTheErrorHasAndNotThoseOfTheOriginal() {
        EightBitPicture blocks = picture((x, y, colour) -> 100 + 30 * ((x / 8 + y / 8) % 2));
        EightBitPicture flat = picture((x, y, colour) -> 100);

        assertThat(new Judge(flat).all(blocks).get(Measure.BLOCKINESS)).isGreaterThan(100);
        assertThat(new Judge(blocks).all(flat).get(Measure.BLOCKINESS)).isGreaterThan(100);
        assertThat(new Judge(blocks).all(blocks).get(Measure.BLOCKINESS)).isZero();
    }

    @Test
    void countsAsAddedColourOnlyWhatIsNew() {
        EightBitPicture colourful = picture((x, y, colour) -> colour == x % 3 ? 150 : 100);
        EightBitPicture grey = picture((x, y, colour) -> 117);

        assertThat(new Judge(colourful).all(grey).get(Measure.ADDED_COLOUR)).isZero();
        assertThat(new Judge(colourful).all(grey).get(Measure.COLOUR_NOISE)).isGreaterThan(10);
        assertThat(new Judge(grey).all(colourful).get(Measure.ADDED_COLOUR)).isGreaterThan(10);
    }

    @Test
    void doesNotTakeAGreyCopyForSimilar() {
        EightBitPicture colourful = picture((x, y, colour) -> 60 + 3 * x * (colour == 0 ? 1 : 0));
        byte[] luma = new byte[3 * SIDE * SIDE];
        double[] values = Plane.luma(colourful).values();
        for (int i = 0; i < luma.length; i++) {
            luma[i] = (byte) Math.round(values[i % values.length]);
        }

        assertThat(new Judge(colourful).ssim(EightBitPicture.square(SIDE, luma)))
                .isLessThan(0.95);
    }

    private static int original(int x, int y, int colour) {
        return (3 * x + 2 * y + 40 * colour + x * y % 31 * 3) % 256;
    }

    private static int other(int x, int y, int colour) {
        return original(x, y, colour) + (5 * x + 3 * y + 11 * colour) % 41 - 20 + 12 * ((x / 8 + y / 8 + colour) % 2);
    }

    private interface Colouring {
        int value(int x, int y, int colour);
    }

    private static EightBitPicture picture(Colouring colouring) {
        byte[] planes = new byte[3 * SIDE * SIDE];
        for (int colour = 0; colour < 3; colour++) {
            for (int y = 0; y < SIDE; y++) {
                for (int x = 0; x < SIDE; x++) {
                    planes[(colour * SIDE + y) * SIDE + x] =
                            (byte) Math.max(0, Math.min(255, colouring.value(x, y, colour)));
                }
            }
        }
        return EightBitPicture.square(SIDE, planes);
    }
}
