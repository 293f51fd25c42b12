package io.tokenloom.cli.demo;

import io.tokenloom.cli.demo.report.ShownImage;
import io.tokenloom.cli.demo.report.ShownPicture;
import io.tokenloom.cli.demo.report.VisualCheck;
import io.tokenloom.cli.ingest.PathIngest.PathSource;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.media.ImageDecoder;
import io.tokenloom.media.MediaLimits;
import io.tokenloom.media.RgbImage;
import io.tokenloom.media.video.ChildVp8Decoder;
import io.tokenloom.reader.decode.PictureTokens;
import io.tokenloom.reader.decode.VisualDecoder;
import io.tokenloom.vision.ProgressiveTokenizer;
import io.tokenloom.vision.VisualState;
import io.tokenloom.vision.preprocessing.EightBitPicture;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Decodes the steps of an image and compares what they give with its file. Memory: the file and its pixels.
 *
 * @param decoder of its tokenizer
 * @param tokenizer for what the tokenizer saw
 */
record ImageComparison(VisualDecoder decoder, ProgressiveTokenizer tokenizer) {
    private static final int SHOWN_SIDE = 176;

    /** Few tokens that are worth showing. */
    private static final List<Integer> PREFIXES = List.of(4, 16);

    /** Compares all steps, in order. */
    ComparedPicture<ShownImage> of(PathSource source, List<PicturePart> steps, boolean show) throws IOException {
        byte[] content = Files.readAllBytes(source.path());
        RgbImage picture;
        try {
            picture = new ImageDecoder(MediaLimits.DEFAULTS, new ChildVp8Decoder()).decode(content);
        } catch (TokenizationException e) {
            // Tokens of it were made, so it was another when it was sent.
            return ComparedPicture.ofAnotherContent();
        }
        ContentDigests digests = new ContentDigests();
        boolean same = steps.stream().allMatch(step -> digests.match(step.digest(), content));
        EightBitPicture prepared = tokenizer.prepare(picture);
        VisualState state = decoder.start();
        int tokens = 0;
        for (PicturePart step : steps) {
            state = decoder.after(step.tokens(), decoder.mostTokens(), state);
            tokens += step.tokens().count();
        }
        EightBitPicture decoded = decoder.picture(state);
        double psnr = ComparedPicture.psnr(decoded, prepared);
        Optional<ShownImage> shown = Optional.empty();
        if (show) {
            Thumbnails thumbnails = Thumbnails.within(SHOWN_SIDE, picture);
            List<ShownPicture> reconstructions = prefixes(steps.get(0).tokens(), prepared, thumbnails);
            if (steps.size() > 1) {
                reconstructions.add(new ShownPicture(tokens, psnr, thumbnails.of(decoded)));
            }
            shown = Optional.of(new ShownImage(
                    source.source(), thumbnails.width(), thumbnails.height(), thumbnails.of(picture), reconstructions));
        }
        return new ComparedPicture<>(same, Optional.of(new VisualCheck(source.source(), 1, tokens, psnr)), shown);
    }

    private List<ShownPicture> prefixes(PictureTokens first, EightBitPicture prepared, Thumbnails thumbnails) {
        TreeSet<Integer> lengths = new TreeSet<>(PREFIXES);
        lengths.add(first.count());
        List<ShownPicture> shown = new ArrayList<>();
        for (int length : lengths.headSet(first.count(), true)) {
            EightBitPicture decoded = decoder.picture(decoder.after(first, length, decoder.start()));
            shown.add(new ShownPicture(length, ComparedPicture.psnr(decoded, prepared), thumbnails.of(decoded)));
        }
        return shown;
    }
}
