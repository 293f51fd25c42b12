package io.tokenloom.cli.demo;

import io.tokenloom.cli.demo.report.ShownFrame;
import io.tokenloom.cli.demo.report.ShownPicture;
import io.tokenloom.cli.demo.report.ShownVideo;
import io.tokenloom.cli.demo.report.VisualCheck;
import io.tokenloom.cli.ingest.PathIngest.PathSource;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.media.MediaLimits;
import io.tokenloom.media.video.FrameSelection;
import io.tokenloom.media.video.VideoDecoder;
import io.tokenloom.media.video.VideoFrame;
import io.tokenloom.media.video.VideoFrames;
import io.tokenloom.reader.decode.VisualDecoder;
import io.tokenloom.vision.ProgressiveTokenizer;
import io.tokenloom.vision.VisualState;
import io.tokenloom.vision.preprocessing.EightBitPicture;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decodes the frames of a video from their records and compares them with those of its file, side by side. Memory: a few
 * frames.
 *
 * @param decoder of its tokenizer
 * @param tokenizer for what the tokenizer saw
 * @param framesPerSecond most frames per second that its route takes
 */
record VideoComparison(VisualDecoder decoder, ProgressiveTokenizer tokenizer, double framesPerSecond) {
    private static final int SHOWN_SIDE = 90;
    private static final int SHOWN_FRAMES = 10;
    private static final double MICROS = 1_000_000;

    /** Compares all frames, in order. */
    ComparedPicture<ShownVideo> of(PathSource source, List<PicturePart> parts, boolean show) {
        FrameSelection selection = FrameSelection.ALL.atMost(framesPerSecond);
        try (VideoFrames frames = VideoDecoder.bundled().open(source.path(), MediaLimits.DEFAULTS, selection)) {
            return compared(source, parts, frames, show ? spread(parts.size()) : Set.of());
        } catch (TokenizationException e) {
            // Tokens of it were made, so it was another when it was sent.
            return ComparedPicture.ofAnotherContent();
        }
    }

    private ComparedPicture<ShownVideo> compared(
            PathSource source, List<PicturePart> parts, VideoFrames frames, Set<Integer> shown) {
        ContentDigests digests = new ContentDigests();
        List<ShownFrame> strip = new ArrayList<>();
        List<ShownVideo.Point> points = new ArrayList<>();
        VisualState state = decoder.start();
        Optional<Thumbnails> thumbnails = Optional.empty();
        double decibels = 0;
        boolean same = true;
        for (PicturePart part : parts) {
            if (!frames.next()) {
                return ComparedPicture.ofAnotherContent();
            }
            VideoFrame frame = frames.frame();
            state = decoder.after(part.tokens(), decoder.mostTokens(), state);
            EightBitPicture decoded = decoder.picture(state);
            double psnr = ComparedPicture.psnr(decoded, tokenizer.prepare(frame.image()));
            decibels += psnr;
            same &= digests.match(part.digest(), frame.image().rgb());
            int tokens = part.tokens().count();
            double seconds = frame.ptsMicros() / MICROS;
            if (shown.contains(points.size())) {
                thumbnails = Optional.of(thumbnails.orElseGet(() -> Thumbnails.within(SHOWN_SIDE, frame.image())));
                strip.add(new ShownFrame(
                        seconds,
                        thumbnails.get().of(frame.image()),
                        new ShownPicture(tokens, psnr, thumbnails.get().of(decoded))));
            }
            points.add(new ShownVideo.Point(seconds, tokens, part.tokens().step() == 0));
        }
        same &= !frames.next();
        VisualCheck check = new VisualCheck(
                source.source(),
                parts.size(),
                points.stream().mapToInt(ShownVideo.Point::tokens).average().orElse(0),
                decibels / parts.size());
        return new ComparedPicture<>(
                same,
                Optional.of(check),
                thumbnails.map(size -> new ShownVideo(source.source(), size.width(), size.height(), strip, points)));
    }

    /** Numbers of frames from the first to the last, as far apart as possible. */
    private static Set<Integer> spread(int frames) {
        Set<Integer> numbers = new HashSet<>();
        int wanted = Math.min(SHOWN_FRAMES, frames);
        for (int i = 0; i < wanted; i++) {
            numbers.add(wanted == 1 ? 0 : (int) Math.round((double) i * (frames - 1) / (wanted - 1)));
        }
        return numbers;
    }
}
