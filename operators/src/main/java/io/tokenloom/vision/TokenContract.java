package io.tokenloom.vision;

import io.tokenloom.record.ElementType;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TruncationKind;
import java.util.List;
import java.util.Optional;

/**
 * What holds for the tokens of all pictures of a tokenizer, and is in each of their records. Immutable.
 *
 * @param payload ids or embeddings
 * @param count tokens of a picture, where none are left out
 * @param order of the tokens
 * @param orderParameter side of a cell or stride of a subsample; 0 where the order has none
 * @param truncation which prefixes are valid
 * @param validLengths valid numbers of tokens, ascending, for SCALE_BOUNDARY and LEVEL_SET; for ANY_PREFIX the smallest, where it is
 *     not 0; else empty
 * @param blockEnds ends of scales, cells or subsamples, in tokens; else empty
 * @param grid where tokens have a place in the picture
 * @param framing where the tokens go in a shared id space
 * @param knowsQuality whether the tokenizer says which quality a prefix reaches, so that a quality can be asked for
 */
public record TokenContract(
        Payload payload,
        int count,
        TokenOrder order,
        int orderParameter,
        TruncationKind truncation,
        List<Integer> validLengths,
        List<Integer> blockEnds,
        Optional<Grid> grid,
        Optional<IdPlacement> framing,
        boolean knowsQuality) {
    /** Copies the lists. */
    public TokenContract {
        validLengths = List.copyOf(validLengths);
        blockEnds = List.copyOf(blockEnds);
    }

    /** What tokens are. */
    public sealed interface Payload {
        /**
         * Ids.
         *
         * @param planes at least one
         */
        record Ids(List<Plane> planes) implements Payload {
            /** Copies the list. */
            public Ids {
                planes = List.copyOf(planes);
            }
        }

        /**
         * Vectors.
         *
         * @param dimension their length
         * @param stored how their numbers are stored
         */
        record Embeddings(int dimension, ElementType stored) implements Payload {}
    }

    /**
     * A sequence of ids beside others of equal length.
     *
     * @param name empty for the only one
     * @param vocabularySize one more than its largest id
     */
    public record Plane(String name, int vocabularySize) {}

    /**
     * Tokens in the picture, row by row.
     *
     * @param height in tokens
     * @param width in tokens
     * @param patchHeight pixels of the model's input that a token stands for
     * @param patchWidth likewise
     */
    public record Grid(int height, int width, int patchHeight, int patchWidth) {}

    /**
     * Where ids go in the id space of a language model: what consumers add and put around them. Records carry the ids
     * without it.
     *
     * @param beginIds before the tokens of a picture
     * @param endIds after them
     * @param idOffset added to each id
     */
    public record IdPlacement(List<Integer> beginIds, List<Integer> endIds, int idOffset) {
        /** Copies the lists. */
        public IdPlacement {
            beginIds = List.copyOf(beginIds);
            endIds = List.copyOf(endIds);
        }
    }

    /** One more than the largest id of any plane; 0 for embeddings. */
    public int vocabularySize() {
        return payload instanceof Payload.Ids ids
                ? ids.planes().stream().mapToInt(Plane::vocabularySize).max().orElseThrow()
                : 0;
    }

    /** Bits of a token: each id in as many as its vocabulary takes, each number of a vector as it is stored. */
    public int bitsPerToken() {
        if (payload instanceof Payload.Ids ids) {
            return ids.planes().stream()
                    .mapToInt(plane ->
                            Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(plane.vocabularySize() - 1)))
                    .sum();
        }
        Payload.Embeddings vectors = (Payload.Embeddings) payload;
        return vectors.dimension() * (vectors.stored() == ElementType.FLOAT32 ? Float.SIZE : Short.SIZE);
    }

    /** Fewest tokens that a picture's record can have; 0 where none at all is a valid prefix. */
    public int fewestTokens() {
        return switch (truncation) {
            case NONE -> count;
            case ANY_PREFIX -> validLengths.isEmpty() ? 0 : validLengths.get(0);
            case SCALE_BOUNDARY, LEVEL_SET -> validLengths.get(0);
        };
    }

    /**
     * The largest number of tokens that is valid and not over a limit.
     *
     * @return 0 if there is none
     */
    public int longestValid(int limit) {
        return switch (truncation) {
            case NONE -> limit >= count ? count : 0;
            case ANY_PREFIX -> Math.min(limit, count);
            case SCALE_BOUNDARY, LEVEL_SET ->
                validLengths.stream()
                        .mapToInt(Integer::intValue)
                        .filter(length -> length <= limit)
                        .max()
                        .orElse(0);
        };
    }
}
