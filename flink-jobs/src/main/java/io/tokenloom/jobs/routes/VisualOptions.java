package io.tokenloom.jobs.routes;

import io.tokenloom.model.Device;
import io.tokenloom.vision.TokenBudget;
import java.io.Serializable;
import java.util.Objects;

/**
 * Options of a route of pictures. Immutable.
 *
 * @param budget how many tokens of each picture, or of each step of an image, are kept
 * @param steps most steps of an image; a bundle may know fewer
 * @param framesPerSecond most frames of a video that are tokenized, per second of the video
 * @param device where the models run
 */
public record VisualOptions(TokenBudget budget, int steps, double framesPerSecond, Device device)
        implements Serializable {
    /** All tokens, four steps, five frames a second, on a GPU where there is one. */
    public static final VisualOptions DEFAULT =
            new VisualOptions(new TokenBudget.Fixed(Integer.MAX_VALUE), 4, 5, Device.AUTO);

    /** Checks that all is there. */
    public VisualOptions {
        Objects.requireNonNull(budget, "budget");
        Objects.requireNonNull(device, "device");
    }
}
