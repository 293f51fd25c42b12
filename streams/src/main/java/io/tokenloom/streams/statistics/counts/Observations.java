package io.tokenloom.streams.statistics.counts;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * Observations one after the other as bytes: a number for the kind, then its fields, in Avro's encoding of numbers. Not
 * thread-safe.
 */
public final class Observations {
    private static final int IDS = 0;
    private static final int VECTORS = 1;
    private static final int LATE = 2;
    private static final int NO_TEXT = -1;

    private ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);

    /** Appends one. */
    public void add(Observation observation) {
        try {
            if (observation instanceof Observation.Ids ids) {
                write(ids);
            } else if (observation instanceof Observation.Vectors vectors) {
                out.writeInt(VECTORS);
                out.writeInt(vectors.tokens());
                out.writeInt(vectors.items());
            } else {
                out.writeInt(LATE);
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("an array takes all bytes", e);
        }
    }

    /** Bytes so far. */
    public int size() {
        return bytes.size();
    }

    /** All so far, in an array of their own. */
    public byte[] toBytes() {
        return bytes.toByteArray();
    }

    /** From here on others. */
    public void clear() {
        // Not the same array: one large record must not pin it for the life of a window.
        bytes = new ByteArrayOutputStream();
        out = EncoderFactory.get().binaryEncoder(bytes, out);
    }

    /** All that some bytes hold, in order. */
    public static void read(byte[] bytes, Consumer<Observation> to) {
        BinaryDecoder in = DecoderFactory.get().binaryDecoder(bytes, null);
        try {
            while (!in.isEnd()) {
                to.accept(
                        switch (in.readInt()) {
                            case IDS -> ids(in);
                            case VECTORS -> new Observation.Vectors(in.readInt(), in.readInt());
                            default -> new Observation.Late();
                        });
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The state of a window is damaged. Reset the app's state and let it start over.", e);
        }
    }

    private void write(Observation.Ids ids) throws IOException {
        out.writeInt(IDS);
        out.writeInt(ids.vocabularySize());
        out.writeInt(ids.items());
        out.writeInt(ids.text().map(Observation.TextExtent::bytes).orElse(NO_TEXT));
        out.writeInt(ids.text().map(Observation.TextExtent::mostPerToken).orElse(NO_TEXT));
        out.writeInt(ids.ids().length);
        for (int id : ids.ids()) {
            out.writeInt(id);
        }
    }

    private static Observation.Ids ids(BinaryDecoder in) throws IOException {
        int vocabularySize = in.readInt();
        int items = in.readInt();
        int textBytes = in.readInt();
        int mostPerToken = in.readInt();
        int[] ids = new int[in.readInt()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = in.readInt();
        }
        Optional<Observation.TextExtent> text = textBytes == NO_TEXT
                ? Optional.empty()
                : Optional.of(new Observation.TextExtent(textBytes, mostPerToken));
        return new Observation.Ids(ids, vocabularySize, items, text);
    }
}
