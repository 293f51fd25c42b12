package io.tokenloom.token;

import io.tokenloom.record.Truncation;
import io.tokenloom.record.TruncationKind;
import java.util.List;
import java.util.OptionalInt;

/**
 * Which prefixes of a sequence are valid sequences. The whole always is one. Levels (LEVEL_SET) are no prefixes of each
 * other: see {@link MatryoshkaLevels}. Thread-safe: deeply immutable.
 *
 * @param kind rule of the cuts
 * @param lengths for SCALE_BOUNDARY and LEVEL_SET all valid lengths, for ANY_PREFIX the shortest or nothing, ascending
 * @param tokens of the whole
 */
public record ValidCuts(TruncationKind kind, List<Integer> lengths, int tokens) {
    /**
     * Checks all.
     *
     * @throws TokenContractException if the lengths are not what the rule needs
     */
    public ValidCuts {
        lengths = List.copyOf(lengths);
        int before = 0;
        for (int length : lengths) {
            if (length <= before) {
                throw new TokenContractException(
                        "Valid lengths " + lengths + "; lengths over 0 that ascend were expected.");
            }
            before = length;
        }
        boolean fits =
                switch (kind) {
                    case NONE -> lengths.isEmpty();
                    case ANY_PREFIX -> lengths.size() <= 1;
                    case SCALE_BOUNDARY, LEVEL_SET -> tokens == 0 || lengths.contains(tokens);
                };
        if (!fits) {
            throw new TokenContractException("Valid lengths " + lengths + " of " + tokens + " tokens for " + kind
                    + "; NONE has none, ANY_PREFIX the shortest at most, SCALE_BOUNDARY and LEVEL_SET have all up to the"
                    + " whole.");
        }
    }

    /**
     * Those of a record.
     *
     * @param tokens of the whole record
     * @throws TokenContractException if the record's lengths are not what its rule needs
     */
    public static ValidCuts of(Truncation truncation, int tokens) {
        return new ValidCuts(truncation.getKind(), truncation.getValidLengths(), tokens);
    }

    /** Whether so many leading tokens are a valid sequence. */
    public boolean allows(int length) {
        if (length == tokens) {
            return true;
        }
        return switch (kind) {
            case NONE, LEVEL_SET -> false;
            case ANY_PREFIX -> length >= shortest() && length < tokens;
            case SCALE_BOUNDARY -> length < tokens && lengths.contains(length);
        };
    }

    /**
     * The length that was asked for.
     *
     * @throws TokenContractException if it is not valid
     */
    public int require(int length) {
        if (!allows(length)) {
            throw new TokenContractException(
                    "A cut of " + tokens + " tokens to " + length + " is not valid: " + rule() + ".");
        }
        return length;
    }

    /** The longest valid sequence of at most so many tokens, if there is one. */
    public OptionalInt longestWithin(long most) {
        if (most >= tokens) {
            return OptionalInt.of(tokens);
        }
        return switch (kind) {
            case NONE, LEVEL_SET -> OptionalInt.empty();
            case ANY_PREFIX -> most >= shortest() ? OptionalInt.of((int) most) : OptionalInt.empty();
            case SCALE_BOUNDARY ->
                lengths.stream()
                        .mapToInt(Integer::intValue)
                        .filter(length -> length <= most)
                        .max();
        };
    }

    /** The shortest valid prefix of an ANY_PREFIX sequence. */
    int shortest() {
        return lengths.isEmpty() ? 1 : lengths.get(0);
    }

    /** What is valid, for a message. */
    String rule() {
        return switch (kind) {
            case NONE -> "the sequence has no valid prefix but its whole";
            case ANY_PREFIX -> "valid are " + shortest() + " to " + tokens;
            case SCALE_BOUNDARY -> "valid are whole scales, " + lengths;
            case LEVEL_SET -> "its levels, " + lengths + ", are pooled and no prefixes of each other";
        };
    }
}
