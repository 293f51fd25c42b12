package io.tokenloom.vision.quantization;

import java.util.Objects;

/** A quantizer that gives one id for each position, from its feature vector alone. */
public sealed interface PositionQuantizer extends Quantizer permits CodeTable, FiniteScalar, SignBits {
    /** Ids are in 0 to this number, exclusive. */
    int codebookSize();

    @Override
    default int planes() {
        return 1;
    }

    @Override
    default int codebookSize(int plane) {
        Objects.checkIndex(plane, planes());
        return codebookSize();
    }

    @Override
    default int length(int positions) {
        return positions;
    }
}
