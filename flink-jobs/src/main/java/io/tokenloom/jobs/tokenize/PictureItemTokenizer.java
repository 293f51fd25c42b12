package io.tokenloom.jobs.tokenize;

import io.tokenloom.bundle.VisualBundle;
import io.tokenloom.jobs.routes.ItemKind;
import io.tokenloom.jobs.routes.VisualOptions;
import io.tokenloom.media.ImageDecoder;
import io.tokenloom.media.MediaLimits;
import io.tokenloom.media.RgbImage;
import io.tokenloom.media.video.ChildVp8Decoder;
import io.tokenloom.media.video.FrameSelection;
import io.tokenloom.media.video.VideoDecoder;
import io.tokenloom.media.video.VideoEnd;
import io.tokenloom.media.video.VideoFrame;
import io.tokenloom.media.video.VideoFrames;
import io.tokenloom.vision.PreparedPicture;
import io.tokenloom.vision.ProgressiveState;
import io.tokenloom.vision.ProgressiveTokenizer;
import io.tokenloom.wire.SchemaSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Tokenizes images, as videos that stand still, and videos, each from its first frame on. Memory: the item, one decoded
 * picture, and the token records. Not thread-safe.
 */
final class PictureItemTokenizer implements ItemTokenizer {
    private final VisualOptions options;
    private final boolean videos;
    private final VisualBundle bundle;
    private final PictureRecords records;
    private final Optional<SchemaSource> schemas;
    private final MediaInputReader reader;
    private final ImageDecoder images = new ImageDecoder(MediaLimits.DEFAULTS, new ChildVp8Decoder());

    PictureItemTokenizer(
            PlannedRoute route, VisualBundle bundle, ClaimedContents claimed, Map<String, String> schemaRegistry) {
        this.options = route.route().visual();
        this.videos = route.route().item() == ItemKind.VIDEO;
        this.bundle = bundle;
        this.records = new PictureRecords(bundle, route);
        this.schemas =
                route.readsFramedRecords() ? Optional.of(SchemaSource.connect(schemaRegistry)) : Optional.empty();
        this.reader = MediaInputReader.of(route, claimed, schemas);
    }

    @Override
    public Made tokenize(SourceRecord source) {
        MediaInput input = reader.read(source);
        List<PictureRecords.Picture> pictures = videos ? video(input) : image(input);
        List<byte[]> values = new ArrayList<>(pictures.size());
        long tokens = 0;
        for (int part = 0; part < pictures.size(); part++) {
            values.add(records.of(source, input, pictures.get(part), part, pictures.size()));
            tokens += pictures.get(part).step().ids().length;
        }
        return new Made(values, tokens, input.content().length);
    }

    private List<PictureRecords.Picture> image(MediaInput input) {
        RgbImage picture = images.decode(input.content());
        ProgressiveTokenizer tokenizer = bundle.tokenizer();
        PreparedPicture prepared = tokenizer.prepare(picture);
        byte[] digest = records.digest(input.content());
        List<PictureRecords.Picture> pictures = new ArrayList<>();
        int most = Math.min(options.steps(), bundle.manifest().stillSteps());
        for (ProgressiveTokenizer.Step step : tokenizer.still(prepared, most, options.budget())) {
            pictures.add(new PictureRecords.Picture(
                    step,
                    step.step(),
                    OptionalLong.empty(),
                    picture.width(),
                    picture.height(),
                    digest,
                    Optional.empty()));
        }
        return pictures;
    }

    private List<PictureRecords.Picture> video(MediaInput input) {
        List<PictureRecords.Picture> pictures = new ArrayList<>();
        ProgressiveTokenizer tokenizer = bundle.tokenizer();
        ProgressiveState state = tokenizer.start();
        FrameSelection selection = FrameSelection.ALL.atMost(options.framesPerSecond());
        try (VideoFrames frames = VideoDecoder.bundled().open(input.content(), MediaLimits.DEFAULTS, selection)) {
            while (frames.next()) {
                VideoFrame frame = frames.frame();
                RgbImage picture = frame.image();
                ProgressiveTokenizer.Step step = tokenizer.next(tokenizer.prepare(picture), state, options.budget());
                state = step.next();
                pictures.add(new PictureRecords.Picture(
                        step,
                        frame.index(),
                        OptionalLong.of(frame.ptsMicros()),
                        picture.width(),
                        picture.height(),
                        records.digest(picture.rgb()),
                        Optional.empty()));
            }
            if (frames.end() instanceof VideoEnd.Partial partial) {
                int last = pictures.size() - 1;
                pictures.set(last, pictures.get(last).endedBy(partial.code()));
            }
        }
        return pictures;
    }

    @Override
    public void close() {
        schemas.ifPresent(SchemaSource::close);
    }
}
