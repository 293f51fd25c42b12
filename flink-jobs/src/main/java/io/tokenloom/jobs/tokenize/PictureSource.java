package io.tokenloom.jobs.tokenize;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.media.RgbImage;
import io.tokenloom.media.video.VideoEnd;
import io.tokenloom.media.video.VideoFrame;
import io.tokenloom.media.video.VideoFrames;
import io.tokenloom.vision.preprocessing.PreparedPicture;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Where the further pictures of one item come from, one after the other. Decodes, so it is not for the task's thread. One thread at
 * a time.
 */
sealed interface PictureSource extends AutoCloseable {
    /**
     * The next picture; empty after the last.
     *
     * @throws io.tokenloom.deadletter.TokenizationException if there is none at all, or decoding can't go on
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    Optional<SourcePicture> next();

    /** Why there are no more pictures although the item has more, once {@link #next()} has given none. */
    Optional<FailureCode> endedEarly();

    @Override
    void close();

    /** No more pictures. */
    record None() implements PictureSource {
        @Override
        public Optional<SourcePicture> next() {
            return Optional.empty();
        }

        @Override
        public Optional<FailureCode> endedEarly() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }

    /** The frames of a video, decoded as they are asked for. */
    final class OfVideo implements PictureSource {
        private final VideoFrames frames;
        private final Function<RgbImage, PreparedPicture> preparation;
        private final ContentDigests digests = new ContentDigests();

        OfVideo(VideoFrames frames, Function<RgbImage, PreparedPicture> preparation) {
            this.frames = frames;
            this.preparation = preparation;
        }

        @Override
        public Optional<SourcePicture> next() {
            if (!frames.next()) {
                return Optional.empty();
            }
            VideoFrame frame = frames.frame();
            return Optional.of(new SourcePicture(
                    preparation.apply(frame.image()),
                    frame.index(),
                    OptionalLong.of(frame.ptsMicros()),
                    digests.of(frame.image().rgb())));
        }

        @Override
        public Optional<FailureCode> endedEarly() {
            return frames.end() instanceof VideoEnd.Partial partial ? Optional.of(partial.code()) : Optional.empty();
        }

        @Override
        public void close() {
            frames.close();
        }
    }
}
