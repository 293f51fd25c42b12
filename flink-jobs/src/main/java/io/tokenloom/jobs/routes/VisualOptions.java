package io.tokenloom.jobs.routes;

import io.tokenloom.model.Device;
import io.tokenloom.model.DeviceSettings;
import io.tokenloom.vision.BitRate;
import io.tokenloom.vision.ResetPolicy;
import io.tokenloom.vision.StreamControl;
import io.tokenloom.vision.TokenBudget;
import java.io.Serializable;
import java.util.Objects;

/**
 * Options of a route of pictures. Immutable.
 *
 * @param control how many tokens of each picture, or of each step of an image, are kept, what a stream may cost, and when
 *     it begins anew
 * @param steps most steps of an image; {@link #ALL_STEPS} for as many as the tokenizer makes
 * @param framesPerSecond most frames of a video that are tokenized, per second of the video
 * @param device where the models run; an open index is for the worker to fill in
 * @param batch how steps of streams become batches
 */
public record VisualOptions(
        StreamControl control, int steps, double framesPerSecond, DeviceSettings device, BatchOptions batch)
        implements Serializable {
    /** As many steps of an image as its tokenizer makes. */
    public static final int ALL_STEPS = Integer.MAX_VALUE;

    /** All tokens, all steps, five frames a second, on a GPU where there is one. */
    public static final VisualOptions DEFAULT = new VisualOptions(
            new StreamControl(new TokenBudget.Fixed(Integer.MAX_VALUE), BitRate.UNLIMITED, ResetPolicy.ON_DEMAND),
            ALL_STEPS,
            5,
            DeviceSettings.of(Device.AUTO),
            BatchOptions.DEFAULT);

    /** Checks that all is there. */
    public VisualOptions {
        Objects.requireNonNull(control, "control");
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(batch, "batch");
    }

    /** How many tokens of each picture, or of each step of an image, are kept. */
    public TokenBudget budget() {
        return control.budget();
    }
}
