package io.tokenloom.cli.bench.quality;

import io.tokenloom.vision.ProgressiveModel;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What tokens of a model take in bytes, and the sizes at which pictures are compared. Ids have a fixed width, {@code
 * ceil(log2 codebookSize)} bits, the list of a step whole bytes; how many there are follows from their bytes, and which step
 * it is from the order. Nothing else has to be said.
 *
 * @param tokens of a step at most
 * @param bits of an id
 * @param steps of a still at most
 * @param side of a picture
 */
record TokenSizes(int tokens, int bits, int steps, int side) {
    private static final int BYTE = 8;
    private static final int COMMON_SIDE = 128;
    private static final List<Integer> COMMON_SIZES = List.of(32, 64, 128, 256, 384, 512);

    static TokenSizes of(ProgressiveModel.Shape shape, int stillSteps) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(shape.codebookSize() - 1);
        return new TokenSizes(shape.tokens(), Math.max(1, bits), stillSteps, shape.side());
    }

    /** 32 to 512 bytes for 128 x 128 pixels, and more for larger pictures, by their area. */
    List<Integer> sizes() {
        int factor = factor();
        return COMMON_SIZES.stream().map(size -> size * factor).toList();
    }

    /** How much larger than 128 x 128 pictures are, at least 1. */
    int factor() {
        return Math.max(1, (int) Math.round((double) side * side / (COMMON_SIDE * COMMON_SIDE)));
    }

    /** Bytes of a list of ids. */
    int bytes(int ids) {
        return (ids * bits + BYTE - 1) / BYTE;
    }

    /** How many ids of each step fit into so many bytes: whole steps first, then the beginning of the next. */
    List<Integer> idsWithin(int size) {
        int whole = bytes(tokens);
        return IntStream.range(0, steps)
                .map(step -> Math.max(0, Math.min(tokens, (size - step * whole) * BYTE / bits)))
                .boxed()
                .toList();
    }
}
