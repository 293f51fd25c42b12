package io.tokenloom.cli.demo;

import io.tokenloom.cli.ingest.PathIngest.PathSource;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.media.MediaLimits;
import io.tokenloom.media.video.FrameSelection;
import io.tokenloom.media.video.VideoDecoder;
import io.tokenloom.media.video.VideoFrames;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** Whether tokens that can't be compared as pictures were made of what a file holds, all of it: their digests tell. */
final class UndecodedContent {
    private final ContentDigests digests = new ContentDigests();

    /** Of an image. */
    boolean isOfImage(PathSource source, List<UndecodedPart> steps) throws IOException {
        byte[] content = Files.readAllBytes(source.path());
        return steps.stream().allMatch(step -> digests.match(step.digest(), content));
    }

    /**
     * Of a video.
     *
     * @param framesPerSecond most frames per second that its route takes
     */
    boolean isOfVideo(PathSource source, List<UndecodedPart> parts, double framesPerSecond) {
        FrameSelection selection = FrameSelection.ALL.atMost(framesPerSecond);
        try (VideoFrames frames = VideoDecoder.bundled().open(source.path(), MediaLimits.DEFAULTS, selection)) {
            for (UndecodedPart part : parts) {
                if (!frames.next()
                        || !digests.match(part.digest(), frames.frame().image().rgb())) {
                    return false;
                }
            }
            return !frames.next();
        } catch (TokenizationException e) {
            // Tokens of it were made, so it was another when it was sent.
            return false;
        }
    }
}
