package io.tokenloom.text;

import java.util.Arrays;
import java.util.function.Function;
import java.util.function.IntPredicate;

/**
 * Decoding for tokenizers whose ids depend on their neighbours in two ways only: on whether they are the first, and on
 * the run they belong to (as tokens of single bytes do, which make characters together). A run reaches up to the next id
 * that does not join one, and is held back until that comes.
 *
 * <p>What a run stands for is what decoding gives more when the run stands behind ids that came before. These begin the
 * same way each time, so the two results begin the same, too.
 */
final class RunDecoding implements IdDecoding {
    /** Context longer than this is exchanged for a short one, so that a long first run is not decoded again and again. */
    private static final int LONG_CONTEXT = 16;

    private final Function<int[], byte[]> decode;
    private final IntPredicate joinsRun;
    private int[] run = new int[16];
    private int held;
    /** The first ids, up to one that does not join a run, or another such; empty at the start. */
    private int[] context = {};

    private int contextBytes;

    RunDecoding(Function<int[], byte[]> decode, IntPredicate joinsRun) {
        this.decode = decode;
        this.joinsRun = joinsRun;
    }

    @Override
    public void add(int id, int index, ByteQueue out) {
        if (held == run.length) {
            run = Arrays.copyOf(run, 2 * held);
        }
        run[held++] = id;
        if (!joinsRun.test(id)) {
            flush(out);
        }
    }

    private void flush(ByteQueue out) {
        int[] ids = Arrays.copyOf(context, context.length + held);
        System.arraycopy(run, 0, ids, context.length, held);
        byte[] bytes = decode.apply(ids);
        out.add(bytes, contextBytes, bytes.length - contextBytes);
        // A context without bytes would leave the start of the text to every run behind it.
        if (contextBytes == 0) {
            keepContext(ids, bytes.length);
        }
        held = 0;
    }

    private void keepContext(int[] ids, int bytes) {
        context = ids;
        contextBytes = bytes;
        if (ids.length > LONG_CONTEXT) {
            int[] last = {ids[ids.length - 1]};
            int lastBytes = decode.apply(last).length;
            if (lastBytes > 0) {
                context = last;
                contextBytes = lastBytes;
            }
        }
    }

    @Override
    public void finish(ByteQueue out) {
        if (held > 0) {
            flush(out);
        }
        context = new int[0];
        contextBytes = 0;
    }
}
