package io.tokenloom.cli.bench.quality;

import io.tokenloom.media.video.VideoDecoder;
import io.tokenloom.media.video.VideoFrames;
import java.util.function.Function;

/**
 * A video to measure.
 *
 * @param name of its file, within the folder that was named
 * @param camera what is known of it
 * @param opening how its frames are had
 */
record Film(String name, Camera camera, Function<VideoDecoder, VideoFrames> opening) {
    /** What a camera does, by the folder in which its videos lie. */
    enum Camera {
        /** It stands. */
        FIXED,
        /** It moves. */
        MOVING,
        /** Nothing is known, so nothing is wanted. */
        UNKNOWN;

        static Camera ofFolder(String name) {
            return switch (name) {
                case "fixed" -> FIXED;
                case "moving" -> MOVING;
                default -> UNKNOWN;
            };
        }
    }
}
