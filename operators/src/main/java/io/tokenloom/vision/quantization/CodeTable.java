package io.tokenloom.vision.quantization;

/** A quantizer whose ids stand for vectors: what {@link MultiScaleResidual} takes away from the features at each scale. */
public sealed interface CodeTable extends PositionQuantizer permits NearestCode, SharedDual {
    /**
     * Writes the vector of an id, as it is compared with features: normalised where codes are.
     *
     * @param target receives {@link #dimension} floats
     * @param at where in the target
     * @throws IndexOutOfBoundsException if there is no such id, or the target is too short
     */
    void copyCode(int id, float[] target, int at);
}
