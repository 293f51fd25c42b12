package io.tokenloom.vision.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedPlanesTest {
    private static final byte[] NOISE = noise(3 * 64 * 64);

    @Test
    void givesTheSamePlanesAgain() {
        byte[] flat = new byte[3 * 64 * 64];

        assertThat(unpacked(PackedPlanes.pack(NOISE), NOISE.length)).isEqualTo(NOISE);
        assertThat(unpacked(PackedPlanes.pack(flat), flat.length)).isEqualTo(flat);
        assertThat(PackedPlanes.pack(flat)).hasSizeLessThan(flat.length / 50);
    }

    @Test
    void takesNoMoreThanItSaysOfPlanesThatDoNotPack() {
        for (int length : new int[] {1, 100, 70_000, 3 * 448 * 448}) {
            assertThat(PackedPlanes.pack(noise(length))).hasSizeLessThanOrEqualTo(PackedPlanes.most(length));
        }
    }

    @Test
    void refusesWhatIsCutChangedOrOfAnotherSize() {
        byte[] packed = PackedPlanes.pack(NOISE);
        byte[] changed = packed.clone();
        changed[packed.length / 2] ^= 1;

        assertRefused(Arrays.copyOf(packed, packed.length - 1), NOISE.length);
        assertRefused(changed, NOISE.length);
        assertRefused(packed, NOISE.length - 1);
        assertRefused(packed, NOISE.length + 1);
        assertRefused(new byte[0], NOISE.length);
    }

    private static void assertRefused(byte[] packed, int length) {
        assertThatThrownBy(() -> unpacked(packed, length))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("can't be unpacked");
    }

    private static byte[] unpacked(byte[] packed, int length) {
        return PackedPlanes.unpack(ByteBuffer.wrap(packed), length);
    }

    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(length).nextBytes(noise);
        return noise;
    }
}
