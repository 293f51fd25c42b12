package io.tokenloom.streams.tables;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * How often each id came next after each other in some ids, packed: for each pair, in order, the difference of its id to
 * that before, the follower, and the count, as integers of Avro. A pair takes 3 to 15 bytes, in text mostly 5 to 7.
 */
final class PairCounts {
    /** Shares that ids are divided into; each is counted in one place. */
    static final int SHARES = 4;

    /** A packed portion has at most {@value} pairs, so 250 KB: a record of Kafka may have 1 MiB. */
    private static final int PORTION_PAIRS = 1 << 14;

    private PairCounts() {}

    /** Takes counted pairs. */
    @FunctionalInterface
    interface Visitor {
        /** One pair; pairs come in the order of their ids. */
        void pair(int id, int follower, int count);
    }

    /** Packed portions of one share. */
    record Portion(int share, byte[] packed) {}

    /**
     * Counts the pairs of neighbours. Memory: 8 bytes for each.
     *
     * @return portions, only those that have a pair
     */
    static List<Portion> of(List<Integer> ids) {
        if (ids.size() < 2) {
            return List.of();
        }
        long[] pairs = new long[ids.size() - 1];
        int previous = ids.get(0);
        for (int i = 0; i < pairs.length; i++) {
            int next = ids.get(i + 1);
            pairs[i] = (long) previous << Integer.SIZE | Integer.toUnsignedLong(next);
            previous = next;
        }
        Arrays.sort(pairs);
        List<Portion> portions = new ArrayList<>();
        for (int share = 0; share < SHARES; share++) {
            pack(pairs, share, portions);
        }
        return portions;
    }

    /** Hands on what was packed. */
    static void visit(byte[] packed, Visitor visitor) {
        try {
            BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(packed, null);
            int id = 0;
            while (!decoder.isEnd()) {
                id += decoder.readInt();
                visitor.pair(id, decoder.readInt(), decoder.readInt());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a repartition topic has what this app did not write", e);
        }
    }

    /** Ids of one image lie close together or in steps, and shall be in all shares all the same. */
    private static int share(int id) {
        return (id * 0x9E3779B9) >>> (Integer.SIZE - Integer.numberOfTrailingZeros(SHARES));
    }

    private static void pack(long[] pairs, int share, List<Portion> portions) {
        Packing packing = new Packing();
        int at = 0;
        while (at < pairs.length) {
            int end = at + 1;
            while (end < pairs.length && pairs[end] == pairs[at]) {
                end++;
            }
            int id = (int) (pairs[at] >>> Integer.SIZE);
            if (share(id) == share) {
                packing.add(id, (int) pairs[at], end - at);
            }
            if (packing.pairs == PORTION_PAIRS) {
                portions.add(new Portion(share, packing.take()));
                packing = new Packing();
            }
            at = end;
        }
        if (packing.pairs > 0) {
            portions.add(new Portion(share, packing.take()));
        }
    }

    /** One portion as it grows. */
    private static final class Packing {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        private int lastId;
        private int pairs;

        private void add(int id, int follower, int count) {
            try {
                encoder.writeInt(id - lastId);
                encoder.writeInt(follower);
                encoder.writeInt(count);
            } catch (IOException e) {
                throw new UncheckedIOException("memory takes bytes", e);
            }
            lastId = id;
            pairs++;
        }

        private byte[] take() {
            return bytes.toByteArray();
        }
    }
}
