package io.tokenloom.streams.statistics.counts;

import io.tokenloom.token.PackedIds;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;

/**
 * Packed ids against Deflate of the same bytes. Items are too small to be compressed alone, so ids are taken in blocks of
 * {@value #BLOCK}, across items; Deflate costs many times what counting does, so of {@value #EVERY} blocks the first is looked
 * at. Of the last block as much as there is. Holds one block of ids. Not thread-safe.
 */
final class DeflateSample {
    private static final int BLOCK = 1 << 15;
    private static final int EVERY = 8;

    private int[] block = {};
    private long ids;
    private int vocabularySize;
    private long packedBytes;
    private long deflatedBytes;

    /** @param size of their vocabulary, which all so far are below, over 0 */
    void add(int[] more, int size) {
        vocabularySize = size;
        int from = 0;
        while (from < more.length) {
            int open = (int) (ids % BLOCK);
            int taken = Math.min(more.length - from, BLOCK - open);
            if (isLookedAt(ids)) {
                if (open + taken > block.length) {
                    block = Arrays.copyOf(block, Math.min(BLOCK, Math.max(open + taken, 2 * block.length)));
                }
                System.arraycopy(more, from, block, open, taken);
                if (open + taken == BLOCK) {
                    long[] sizes = sizes(BLOCK);
                    packedBytes += sizes[0];
                    deflatedBytes += sizes[1];
                }
            }
            ids += taken;
            from += taken;
        }
    }

    /** Bytes of all that was looked at: packed, deflated. Both 0 where there were no ids. */
    long[] bytes() {
        int open = (int) (ids % BLOCK);
        long[] last = isLookedAt(ids) && open > 0 ? sizes(open) : new long[2];
        return new long[] {packedBytes + last[0], deflatedBytes + last[1]};
    }

    void write(Encoder out) throws IOException {
        out.writeLong(ids);
        out.writeInt(vocabularySize);
        out.writeLong(packedBytes);
        out.writeLong(deflatedBytes);
        for (int i = 0; i < open(); i++) {
            out.writeInt(block[i]);
        }
    }

    static DeflateSample read(Decoder in) throws IOException {
        DeflateSample sample = new DeflateSample();
        sample.ids = in.readLong();
        sample.vocabularySize = in.readInt();
        sample.packedBytes = in.readLong();
        sample.deflatedBytes = in.readLong();
        sample.block = new int[sample.open()];
        for (int i = 0; i < sample.block.length; i++) {
            sample.block[i] = in.readInt();
        }
        return sample;
    }

    /** Ids that are held. */
    private int open() {
        return isLookedAt(ids) ? (int) (ids % BLOCK) : 0;
    }

    private static boolean isLookedAt(long id) {
        return id / BLOCK % EVERY == 0;
    }

    private long[] sizes(int count) {
        byte[] packed = PackedIds.pack(Arrays.copyOf(block, count), PackedIds.bitsPerId(vocabularySize));
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(packed);
            deflater.finish();
            byte[] dropped = new byte[1 << 13];
            while (!deflater.finished()) {
                deflater.deflate(dropped);
            }
            return new long[] {packed.length, deflater.getBytesWritten()};
        } finally {
            deflater.end();
        }
    }
}
