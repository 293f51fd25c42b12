package io.tokenloom.vision.temporal;

import io.tokenloom.model.RunHandle;
import io.tokenloom.vision.VisualState;
import io.tokenloom.vision.preprocessing.PreparedPicture;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the numbers themselves, as the graph has them: after the first byte the frames, oldest first, of each its keys, then
 * its values, little-endian. Thread-safe.
 *
 * @param layout of the graph
 * @param spec of the bundle
 */
record KeysAndValuesKeeper(PastLayout layout, TemporalSpec spec) implements StateKeeper {
    private static final byte FORM = 1;

    @Override
    public List<List<FrameMemory>> pasts(List<VisualState> states, RunHandle handle) {
        return states.stream().map(this::past).toList();
    }

    private List<FrameMemory> past(VisualState state) {
        byte[] content = state.content();
        int frames = frames(content);
        if (content.length != length(frames)
                || (content.length > 0 && content[0] != FORM)
                || frames != spec.past(state.steps())) {
            throw StateKeeper.foreign(state);
        }
        List<FrameMemory> past = new ArrayList<>(frames);
        ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(Math.min(1, content.length));
        for (int i = 0; i < frames; i++) {
            past.add(new FrameMemory(layout.read(bytes), layout.read(bytes)));
        }
        return past;
    }

    private int frames(byte[] content) {
        return Math.max(0, content.length - 1) / layout.frameBytes();
    }

    private int length(int frames) {
        return frames == 0 ? 0 : 1 + frames * layout.frameBytes();
    }

    @Override
    public byte[] next(byte[] content, int dropped, PreparedPicture picture, FrameMemory made) {
        int kept = frames(content) - dropped;
        int frameBytes = layout.frameBytes();
        ByteBuffer next = ByteBuffer.allocate(1 + (kept + 1) * frameBytes).order(ByteOrder.LITTLE_ENDIAN);
        next.put(FORM);
        next.put(content, content.length - kept * frameBytes, kept * frameBytes);
        layout.write(made.keys(), next);
        layout.write(made.values(), next);
        return next.array();
    }
}
