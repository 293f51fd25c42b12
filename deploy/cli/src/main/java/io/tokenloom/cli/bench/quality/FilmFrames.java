package io.tokenloom.cli.bench.quality;

import io.tokenloom.media.video.VideoDecoder;
import io.tokenloom.media.video.VideoEnd;
import io.tokenloom.media.video.VideoFrames;
import io.tokenloom.vision.ProgressiveTokenizer;
import io.tokenloom.vision.preprocessing.EightBitPicture;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The first frames of a video, each as it comes, in the size of the model. */
final class FilmFrames {
    /** Most frames that are taken. */
    static final int MOST = 200;

    private FilmFrames() {}

    /**
     * Fewer where the video has fewer.
     *
     * @throws io.tokenloom.deadletter.TokenizationException if it has none that can be read
     */
    static List<EightBitPicture> first(Film film, ProgressiveTokenizer tokenizer, Consumer<String> notices) {
        List<EightBitPicture> pictures = new ArrayList<>();
        try (VideoFrames frames = film.opening().apply(VideoDecoder.bundled())) {
            while (pictures.size() < MOST) {
                if (!frames.next()) {
                    if (frames.end() instanceof VideoEnd.Partial partial) {
                        notices.accept(film.name() + " ends early: " + partial.reason());
                    }
                    break;
                }
                pictures.add(tokenizer.prepare(frames.frame().image()));
            }
        }
        return pictures;
    }
}
