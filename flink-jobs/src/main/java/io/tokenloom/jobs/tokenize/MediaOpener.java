package io.tokenloom.jobs.tokenize;

import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.jobs.routes.ItemKind;
import io.tokenloom.media.ImageDecoder;
import io.tokenloom.media.MediaLimits;
import io.tokenloom.media.RgbImage;
import io.tokenloom.media.video.ChildVp8Decoder;
import io.tokenloom.media.video.FrameSelection;
import io.tokenloom.media.video.VideoDecoder;
import io.tokenloom.vision.VisualTokenizer;
import io.tokenloom.wire.HeaderNames;
import io.tokenloom.wire.SchemaSource;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * From a source record to its pictures: reads it, fetches what its claim check is of, decodes, prepares. Memory: the
 * content, for which it waits its turn where it is a large one, and one decoded picture. Not thread-safe.
 */
final class MediaOpener {
    private final boolean videos;
    private final double framesPerSecond;
    private final VisualTokenizer tokenizer;
    private final MediaInputReader reader;
    private final ImageDecoder images = new ImageDecoder(MediaLimits.DEFAULTS, new ChildVp8Decoder());
    private final ContentDigests digests = new ContentDigests();

    MediaOpener(
            PlannedRoute route, VisualTokenizer tokenizer, ClaimedContents claimed, Optional<SchemaSource> schemas) {
        this.videos = route.route().item() == ItemKind.VIDEO;
        this.framesPerSecond = route.route().visual().framesPerSecond();
        this.tokenizer = tokenizer;
        this.reader = MediaInputReader.of(route, claimed, schemas);
    }

    /**
     * Opens an item.
     *
     * @param source a record with a value
     * @throws TokenizationException if it has no picture
     * @throws InterruptedException while it waits for its turn
     */
    OpenedItem open(SourceRecord source) throws InterruptedException {
        // Given back as soon as the content is decoded, or a child process has it: nobody waits for another item with
        // it.
        LargeContents.Room room = LargeContents.ofThisProcess().room(source);
        try {
            MediaInput input = reader.read(source);
            ItemFacts facts = ItemFacts.of(input);
            boolean reset = source.header(HeaderNames.STREAM_RESET)
                    .filter("true"::equals)
                    .isPresent();
            return videos ? video(input, facts, reset) : picture(input, facts, reset);
        } finally {
            room.close();
        }
    }

    private OpenedItem picture(MediaInput input, ItemFacts facts, boolean reset) {
        RgbImage picture = images.decode(input.content());
        SourcePicture only =
                new SourcePicture(tokenizer.prepare(picture), 0, OptionalLong.empty(), digests.of(input.content()));
        return new OpenedItem(facts, reset, only, new PictureSource.None());
    }

    private OpenedItem video(MediaInput input, ItemFacts facts, boolean reset) {
        FrameSelection selection = FrameSelection.ALL.atMost(framesPerSecond);
        PictureSource.OfVideo frames = new PictureSource.OfVideo(
                VideoDecoder.bundled().open(input.content(), MediaLimits.DEFAULTS, selection), tokenizer::prepare);
        try {
            // A video without any frame has failed already.
            return new OpenedItem(facts, reset, frames.next().orElseThrow(), frames);
        } catch (RuntimeException | Error e) {
            frames.close();
            throw e;
        }
    }
}
