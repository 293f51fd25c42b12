package io.tokenloom.streams.statistics.counts;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * All that is counted of one series in one window. Memory: 8 bytes for each id of the vocabulary, 64 at most for each of the
 * pairs that there may be, and a block of ids to deflate (128 KiB). Not thread-safe.
 */
public final class Tally {
    /** The first point of the growth curve; each next one has twice as many tokens. */
    public static final int FIRST_GROWTH_POINT = 1024;

    private IdCounts ids = new IdCounts();
    private BigramCounts bigrams;
    private DeflateSample deflate = new DeflateSample();
    private long records;
    private long items;
    private long tokens;
    private int mostTokens;
    private long late;
    private int vocabularySize;
    private long idTokens;
    private long textBytes;
    private long textTokens;
    private int mostBytesPerToken;
    private int[] growth = {};

    /**
     * An empty one.
     *
     * @param mostPairs different pairs of ids that are counted exactly
     */
    public Tally(int mostPairs) {
        this.bigrams = new BigramCounts(mostPairs);
    }

    /** Counts an observation. */
    public void add(Observation observation) {
        if (observation instanceof Observation.Ids seen) {
            add(seen);
        } else if (observation instanceof Observation.Vectors vectors) {
            addRecord(vectors.tokens(), vectors.items());
        } else {
            late++;
        }
    }

    private void add(Observation.Ids seen) {
        int[] all = seen.ids();
        addRecord(all.length, seen.items());
        long nextPoint = (long) FIRST_GROWTH_POINT << growth.length;
        for (int i = 0; i < all.length; i++) {
            ids.add(all[i]);
            if (i > 0) {
                bigrams.add(all[i - 1], all[i]);
            }
            if (++idTokens == nextPoint) {
                growth = Arrays.copyOf(growth, growth.length + 1);
                growth[growth.length - 1] = ids.distinct();
                nextPoint <<= 1;
            }
        }
        if (seen.vocabularySize() > 0) {
            vocabularySize = Math.max(vocabularySize, seen.vocabularySize());
            deflate.add(all, vocabularySize);
        }
        seen.text().ifPresent(text -> {
            textBytes += text.bytes();
            textTokens += all.length;
            mostBytesPerToken = Math.max(mostBytesPerToken, text.mostPerToken());
        });
    }

    private void addRecord(int recordTokens, int recordItems) {
        records++;
        items += recordItems;
        tokens += recordTokens;
        mostTokens = Math.max(mostTokens, recordTokens);
    }

    /** Records, late ones not among them. */
    public long records() {
        return records;
    }

    /** Items whose first part was among them. */
    public long items() {
        return items;
    }

    /** Tokens. */
    public long tokens() {
        return tokens;
    }

    /** Tokens of the largest record. */
    public int mostTokens() {
        return mostTokens;
    }

    /** Records that came too late for another window. */
    public long late() {
        return late;
    }

    /** The largest that a record says; 0 where none says any, or an id of another record is not below it. */
    public int vocabularySize() {
        return ids.largest() < vocabularySize ? vocabularySize : 0;
    }

    /** Tokens that are ids. */
    public long idTokens() {
        return idTokens;
    }

    /** How often each id that is there is there, ascending. */
    public long[] idCounts() {
        return ids.ascending();
    }

    /** Pairs of neighbours. */
    public long pairs() {
        return bigrams.pairs();
    }

    /** Entropy of an id where the one before it is known, in bits; an estimate where {@link #pairShare} is under 1. */
    public double conditionalEntropy() {
        return bigrams.conditionalEntropy();
    }

    /** Share of the pairs that the conditional entropy is computed of. */
    public double pairShare() {
        return bigrams.share();
    }

    /** Different ids after {@link #FIRST_GROWTH_POINT} ids, twice as many, and so on. */
    public int[] growth() {
        return growth.clone();
    }

    /** UTF-8 bytes of the texts that are known. */
    public long textBytes() {
        return textBytes;
    }

    /** Tokens of those texts. */
    public long textTokens() {
        return textTokens;
    }

    /** Bytes of the longest of those tokens. */
    public int mostBytesPerToken() {
        return mostBytesPerToken;
    }

    /** Bytes of the blocks of packed ids that were looked at, and those that Deflate made of them; both 0 without any. */
    public long[] packedAndDeflatedBytes() {
        return deflate.bytes();
    }

    /** All of it as bytes. */
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
        try {
            out.writeLong(records);
            out.writeLong(items);
            out.writeLong(tokens);
            out.writeInt(mostTokens);
            out.writeLong(late);
            out.writeInt(vocabularySize);
            out.writeLong(idTokens);
            out.writeLong(textBytes);
            out.writeLong(textTokens);
            out.writeInt(mostBytesPerToken);
            out.writeInt(growth.length);
            for (int distinct : growth) {
                out.writeInt(distinct);
            }
            ids.write(out);
            bigrams.write(out);
            deflate.write(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("an array takes all bytes", e);
        }
        return bytes.toByteArray();
    }

    /**
     * The tally that the bytes were made of.
     *
     * @param mostPairs as it was
     */
    public static Tally of(byte[] bytes, int mostPairs) {
        BinaryDecoder in = DecoderFactory.get().binaryDecoder(bytes, null);
        try {
            Tally tally = new Tally(mostPairs);
            tally.records = in.readLong();
            tally.items = in.readLong();
            tally.tokens = in.readLong();
            tally.mostTokens = in.readInt();
            tally.late = in.readLong();
            tally.vocabularySize = in.readInt();
            tally.idTokens = in.readLong();
            tally.textBytes = in.readLong();
            tally.textTokens = in.readLong();
            tally.mostBytesPerToken = in.readInt();
            tally.growth = new int[in.readInt()];
            for (int i = 0; i < tally.growth.length; i++) {
                tally.growth[i] = in.readInt();
            }
            tally.ids = IdCounts.read(in);
            tally.bigrams = BigramCounts.read(in, mostPairs);
            tally.deflate = DeflateSample.read(in);
            return tally;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The state of a window is damaged. Reset the app's state and let it start over.", e);
        }
    }
}
