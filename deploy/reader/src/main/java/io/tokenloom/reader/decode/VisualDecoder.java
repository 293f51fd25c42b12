package io.tokenloom.reader.decode;

import io.tokenloom.bundle.VisualBundle;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.vision.PictureDecoder;
import io.tokenloom.vision.TokenContract;
import io.tokenloom.vision.VisualState;
import io.tokenloom.vision.VisualTokens;
import io.tokenloom.vision.preprocessing.EightBitPicture;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Records of pictures back to pictures, one after the other from a reset on. Thread-safe.
 *
 * @param bundle the tokenizer, which stays its owner's to close
 * @param decoder its way back
 */
public record VisualDecoder(VisualBundle bundle, PictureDecoder decoder) implements TokenDecoder {
    private static final float[] QUALITIES_UNKNOWN = {};

    /** The decoder of a tokenizer, if it has one. */
    public static Optional<VisualDecoder> of(VisualBundle bundle) {
        return bundle.decoder().map(decoder -> new VisualDecoder(bundle, decoder));
    }

    /** Most tokens of a record. */
    public int mostTokens() {
        return contract().count();
    }

    /** Whether a picture can be decoded from so many tokens. */
    public boolean isValid(int tokens) {
        return contract().longestValid(tokens) == tokens;
    }

    private TokenContract contract() {
        return bundle.tokenizer().contract();
    }

    /** The state before the first record. */
    public VisualState start() {
        return decoder.start();
    }

    /**
     * The state after a record.
     *
     * @param keep how many of its tokens count; all where it has fewer
     * @param before the state after the record before it, which does not matter to one that resets the state
     * @throws IllegalArgumentException if it does not follow that state, an id is not in the codebook, or the model fails
     */
    public VisualState after(PictureTokens tokens, int keep, VisualState before) {
        VisualState state = tokens.step() == 0 ? start() : before;
        if (tokens.step() != state.steps()) {
            throw new IllegalArgumentException("it is step " + tokens.step() + " since the last reset, and the record"
                    + " before it was step " + (state.steps() - 1));
        }
        check(tokens);
        int[][] kept = Arrays.stream(tokens.planes())
                .map(plane -> Arrays.copyOf(plane, Math.min(keep, plane.length)))
                .toArray(int[][]::new);
        try {
            return decoder.after(new VisualTokens.Ids(kept, VisualTokens.ALL_POSITIONS, QUALITIES_UNKNOWN), state);
        } catch (TokenizationException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private void check(PictureTokens tokens) {
        if (tokens.count() > mostTokens()) {
            throw new IllegalArgumentException(
                    "it has " + tokens.count() + " tokens, and its tokenizer gives at most " + mostTokens());
        }
        List<TokenContract.Plane> planes =
                contract().payload() instanceof TokenContract.Payload.Ids ids ? ids.planes() : List.of();
        if (tokens.planes().length != planes.size()) {
            throw new IllegalArgumentException(
                    "it has " + tokens.planes().length + " planes of ids, and its tokenizer gives " + planes.size());
        }
        for (int i = 0; i < planes.size(); i++) {
            int vocabulary = planes.get(i).vocabularySize();
            for (int id : tokens.planes()[i]) {
                if (id < 0 || id >= vocabulary) {
                    throw new IllegalArgumentException("id " + id + " is outside 0 to " + (vocabulary - 1));
                }
            }
        }
    }

    /** What a state looks like, in the size of the model. */
    public EightBitPicture picture(VisualState state) {
        return decoder.picture(state);
    }
}
