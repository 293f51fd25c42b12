package io.tokenloom.jobs.batching;

import io.tokenloom.media.RgbImage;
import io.tokenloom.model.RunHandle;
import io.tokenloom.record.ResetReason;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TruncationKind;
import io.tokenloom.vision.StepRequest;
import io.tokenloom.vision.StepResult;
import io.tokenloom.vision.TokenContract;
import io.tokenloom.vision.VisualState;
import io.tokenloom.vision.VisualTokenizer;
import io.tokenloom.vision.VisualTokens;
import io.tokenloom.vision.preprocessing.EightBitPicture;
import io.tokenloom.vision.preprocessing.PreparedPicture;
import io.tokenloom.vision.preprocessing.SourceView;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A small tokenizer of pictures of one colour. The tokens of a picture are its colour, the step, and a sum over all colours
 * of its stream so far, so that whoever mixes up the order or the state of a stream gets other tokens.
 */
public class ColourTokenizer implements VisualTokenizer {
    /** Ids are below it. */
    public static final int VOCABULARY = 1 << 24;

    private static final int MODULUS = 16_777_213;
    private static final int FACTOR = 31;

    @Override
    public TokenContract contract() {
        return new TokenContract(
                new TokenContract.Payload.Ids(List.of(new TokenContract.Plane("", VOCABULARY))),
                3,
                TokenOrder.NESTED_PREFIX,
                0,
                TruncationKind.ANY_PREFIX,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    @Override
    public PreparedPicture prepare(RgbImage picture) {
        return of(picture.pixel(0, 0));
    }

    /** A picture of a colour. */
    public static PreparedPicture of(int colour) {
        byte[] rgb = {(byte) (colour >> 16), (byte) (colour >> 8), (byte) colour};
        return new EightBitPicture(1, 1, rgb, SourceView.whole(1, 1));
    }

    /** The colour of a picture. */
    public static int colour(StepRequest request) {
        byte[] rgb = ((EightBitPicture) request.picture()).planes();
        return (rgb[0] & 0xFF) << 16 | (rgb[1] & 0xFF) << 8 | rgb[2] & 0xFF;
    }

    @Override
    public VisualState start() {
        return new VisualState(0, new byte[Integer.BYTES]);
    }

    @Override
    public boolean stateful() {
        return true;
    }

    @Override
    public int stillSteps() {
        return 4;
    }

    @Override
    public List<StepResult> step(List<StepRequest> batch, RunHandle handle) {
        return batch.stream().map(this::step).toList();
    }

    /** The tokens of one picture. */
    protected StepResult step(StepRequest request) {
        int colour = colour(request);
        int before = ByteBuffer.wrap(request.state().content()).getInt();
        int sum = (int) (((long) before * FACTOR + colour + 1) % MODULUS);
        int step = request.state().steps();
        return new StepResult.Made(
                VisualTokens.Ids.of(new int[] {colour, step, sum}),
                step,
                step == 0 ? ResetReason.FIRST : ResetReason.NONE,
                new VisualState(
                        step + 1, ByteBuffer.allocate(Integer.BYTES).putInt(sum).array()));
    }
}
