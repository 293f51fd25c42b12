package io.tokenloom.vision.temporal;

import io.tokenloom.model.RunHandle;
import io.tokenloom.vision.VisualState;
import io.tokenloom.vision.preprocessing.EightBitPicture;
import io.tokenloom.vision.preprocessing.PreparedPicture;
import io.tokenloom.vision.preprocessing.SourceView;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Keeps the frames, and makes keys and values again where the cache has them no more: of all streams of a batch together, one
 * run for each frame that the longest of them lacks. Thread-safe.
 *
 * <pre>
 *   content  form, then of each frame since the reset: key (16 bytes), length (4 bytes), packed planes
 * </pre>
 */
final class FramesKeeper implements StateKeeper {
    private static final byte FORM = 2;

    private final TemporalModel model;
    private final int width;
    private final int height;
    private final FrameCache cache;
    private final LongAdder remade = new LongAdder();

    FramesKeeper(TemporalModel model, int width, int height, FrameCache cache) {
        this.model = model;
        this.width = width;
        this.height = height;
        this.cache = cache;
    }

    /** A frame in a content. */
    private record Kept(FrameKey key, ByteBuffer packed) {}

    /** A stream whose past is being put together. */
    private record Growing(List<Kept> frames, List<FrameMemory> past) {
        boolean lacksOne() {
            return past.size() < frames.size();
        }

        Kept next() {
            return frames.get(past.size());
        }
    }

    @Override
    public List<List<FrameMemory>> pasts(List<VisualState> states, RunHandle handle) {
        List<Growing> streams = states.stream().map(this::begin).toList();
        List<Growing> lacking = lacking(streams);
        while (!lacking.isEmpty()) {
            make(lacking, handle);
            lacking = lacking(lacking);
        }
        return streams.stream().map(Growing::past).toList();
    }

    private Growing begin(VisualState state) {
        List<Kept> frames = read(state.content())
                .filter(known -> known.size() == model.spec().past(state.steps()))
                .orElseThrow(() -> StateKeeper.foreign(state));
        return new Growing(frames, new ArrayList<>());
    }

    /** Takes what the cache has, up to the first frame that it lacks. */
    private List<Growing> lacking(List<Growing> streams) {
        List<Growing> lacking = new ArrayList<>();
        for (Growing stream : streams) {
            while (stream.lacksOne()) {
                Optional<FrameMemory> known = cache.get(stream.next().key());
                if (known.isEmpty()) {
                    lacking.add(stream);
                    break;
                }
                stream.past().add(known.get());
            }
        }
        return lacking;
    }

    private void make(List<Growing> lacking, RunHandle handle) {
        List<TemporalModel.Look> looks = lacking.stream()
                .map(stream -> new TemporalModel.Look(
                        picture(stream.next()), stream.past().size(), List.copyOf(stream.past())))
                .toList();
        List<TemporalModel.Seen> seen = model.run(looks, handle);
        for (int i = 0; i < lacking.size(); i++) {
            Growing stream = lacking.get(i);
            cache.put(stream.next().key(), seen.get(i).memory());
            stream.past().add(seen.get(i).memory());
        }
        remade.add(lacking.size());
    }

    private EightBitPicture picture(Kept kept) {
        byte[] planes = PackedPlanes.unpack(kept.packed(), 3 * width * height);
        return new EightBitPicture(width, height, planes, SourceView.whole(width, height));
    }

    /**
     * The frames in a content.
     *
     * @return empty if it is no such content
     */
    private static Optional<List<Kept>> read(byte[] content) {
        List<Kept> frames = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(content);
        if (content.length > 0 && bytes.get() != FORM) {
            return Optional.empty();
        }
        while (bytes.hasRemaining()) {
            if (bytes.remaining() < FrameKey.BYTES + Integer.BYTES) {
                return Optional.empty();
            }
            FrameKey key = new FrameKey(bytes.getLong(), bytes.getLong());
            int length = bytes.getInt();
            if (length < 0 || length > bytes.remaining()) {
                return Optional.empty();
            }
            frames.add(new Kept(key, bytes.slice(bytes.position(), length)));
            bytes.position(bytes.position() + length);
        }
        return Optional.of(frames);
    }

    @Override
    public byte[] next(byte[] content, int dropped, PreparedPicture picture, FrameMemory made) {
        if (dropped > 0) {
            throw new IllegalArgumentException("frames that later ones have seen can't be dropped alone");
        }
        byte[] planes = ((EightBitPicture) picture).planes();
        List<Kept> frames = read(content).orElseThrow();
        FrameKey before = frames.isEmpty()
                ? FrameKey.START
                : frames.get(frames.size() - 1).key();
        FrameKey key = before.then(planes);
        cache.put(key, made);
        byte[] packed = PackedPlanes.pack(planes);
        int known = Math.max(1, content.length);
        ByteBuffer next =
                ByteBuffer.wrap(Arrays.copyOf(content, known + FrameKey.BYTES + Integer.BYTES + packed.length));
        next.put(0, FORM);
        next.position(known);
        next.putLong(key.high()).putLong(key.low()).putInt(packed.length).put(packed);
        return next.array();
    }

    /** How many frames had to be looked at again. */
    long remade() {
        return remade.sum();
    }

    /** Most bytes of the content of so many frames. */
    static long mostBytes(int frames, int planes) {
        return 1 + (long) frames * (FrameKey.BYTES + Integer.BYTES + PackedPlanes.most(planes));
    }
}
