package io.tokenloom.vision.quantization;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The noise of {@link PatchSelection#SEEDED}: a pure function of a record's key, so a record that is replayed, or comes in
 * another batch, keeps the same patches.
 *
 * <p>The first 128 bits of the SHA-256 of the key are four big-endian words a, b, c, d. Block n of the generator (Philox
 * 4x32-10) has the key (a, b) and the counter (n, 0, c, d), lowest words first. Each of its words, in order, gives one
 * uniform number from its upper 23 bits: {@code (word >>> 9) + 0.5}, divided by 2^23. That is exact in float and never 0
 * nor 1, so its logarithms are finite.
 */
public final class SelectionNoise {
    private static final int WORDS = 4;
    private static final float UNIT = 0x1p-23f;

    private SelectionNoise() {}

    /**
     * Uniform noise for a graph that samples by itself.
     *
     * @return float32 [patches, 2], row-major: keep, drop; in 0 to 1, both exclusive
     */
    public static float[] uniform(byte[] recordKey, int patches) {
        ByteBuffer seed = ByteBuffer.wrap(sha256(recordKey));
        int[] key = {seed.getInt(), seed.getInt()};
        int[] counter = {0, 0, seed.getInt(), seed.getInt()};
        float[] noise = new float[Math.multiplyExact(2, patches)];
        for (int at = 0; at < noise.length; at += WORDS) {
            counter[0] = at / WORDS;
            int[] block = Philox4x32.block(counter, key);
            for (int i = 0; i < WORDS && at + i < noise.length; i++) {
                noise[at + i] = ((block[i] >>> 9) + 0.5f) * UNIT;
            }
        }
        return noise;
    }

    /**
     * The same noise, Gumbel distributed: {@code -log(-log(u))}, taken in double and rounded to float.
     *
     * @return float32 [patches, 2], row-major: keep, drop
     */
    public static float[] gumbel(byte[] recordKey, int patches) {
        float[] noise = uniform(recordKey, patches);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) -StrictMath.log(-StrictMath.log(noise[i]));
        }
        return noise;
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
