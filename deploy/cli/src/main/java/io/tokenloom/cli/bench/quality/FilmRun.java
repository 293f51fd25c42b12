package io.tokenloom.cli.bench.quality;

import io.tokenloom.vision.preprocessing.EightBitPicture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A film, frame by frame.
 *
 * @param frames what became of each
 */
record FilmRun(List<Frame> frames) {
    /** Copies. */
    FilmRun {
        frames = List.copyOf(frames);
    }

    /**
     * One frame.
     *
     * @param tokens how many it was given
     * @param psnr of what was decoded, in dB
     * @param step frames since the stream began anew
     * @param shown what was decoded, where it is to be shown
     */
    record Frame(int tokens, double psnr, int step, Optional<EightBitPicture> shown) {}

    double tokens() {
        return frames.stream().mapToInt(Frame::tokens).average().orElse(0);
    }

    double psnr() {
        return meanPsnr(0, frames.size());
    }

    double bytes(TokenSizes bytes) {
        return frames.stream()
                .mapToInt(frame -> bytes.bytes(frame.tokens()))
                .average()
                .orElse(0);
    }

    /** Frames without any token. */
    long silent() {
        return frames.stream().filter(frame -> frame.tokens() == 0).count();
    }

    /** How often the stream began anew, besides its first frame. */
    long resets() {
        return frames.stream().skip(1).filter(frame -> frame.step() == 0).count();
    }

    /** Mean PSNR of some frames. */
    double meanPsnr(int from, int to) {
        return frames.subList(from, to).stream()
                .mapToDouble(Frame::psnr)
                .average()
                .orElse(0);
    }

    List<Double> curve() {
        return frames.stream().map(Frame::psnr).toList();
    }

    /** The first frame, and others as far from one another as can be, the last one at the end. */
    static List<Integer> spread(int frames, int wanted) {
        List<Integer> numbers = new ArrayList<>();
        int count = Math.min(frames, wanted);
        for (int i = 0; i < count; i++) {
            numbers.add(count == 1 ? 0 : (int) Math.round((double) i * (frames - 1) / (count - 1)));
        }
        return numbers;
    }
}
