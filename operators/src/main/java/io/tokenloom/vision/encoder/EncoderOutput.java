package io.tokenloom.vision.encoder;

import io.tokenloom.vision.quantization.Quantizer;
import java.util.List;

/** What a graph gives that tokens are made of. Immutable. */
public sealed interface EncoderOutput {
    /**
     * A list of ids for each plane.
     *
     * @param planes in the order of the contract
     */
    record Planes(List<Plane> planes) implements EncoderOutput {
        /** Copies the list. */
        public Planes {
            planes = List.copyOf(planes);
        }
    }

    /**
     * Vectors that are the tokens.
     *
     * @param features where they are
     */
    record Vectors(Features features) implements EncoderOutput {}

    /** Where the ids of a plane come from. */
    sealed interface Plane {
        /**
         * The graph gives them: int64 or int32, [N, K], [N, 1, K] or [N, height, width].
         *
         * @param output its name
         */
        record OfGraph(String output) implements Plane {}

        /**
         * The graph gives features, of which the ids are made outside it.
         *
         * @param features one output, or several over the same positions
         * @param quantizer of one plane
         */
        record Quantized(List<Features> features, Quantizer quantizer) implements Plane {
            /** Copies the list. */
            public Quantized {
                features = List.copyOf(features);
            }
        }
    }

    /**
     * Vectors of a graph: float32 or float16.
     *
     * @param output its name
     * @param dimension of each vector
     * @param layout how they lie
     */
    record Features(String output, int dimension, Layout layout) {}

    /** How vectors lie in an output. */
    enum Layout {
        /** [N, positions, dimension]. */
        TOKEN_MAJOR,
        /** [N, dimension, height, width] or [N, dimension, positions]. */
        CHANNEL_MAJOR
    }
}
