package io.tokenloom.vision.temporal;

import io.tokenloom.model.ModelException;
import io.tokenloom.model.OnnxModel;
import io.tokenloom.model.RunHandle;
import io.tokenloom.model.Tensor;
import io.tokenloom.vision.preprocessing.Normalisation;
import io.tokenloom.vision.preprocessing.PreparedPicture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A graph that attends to earlier frames, fed with frames and their pasts. Thread-safe; the graph stays its owner's to close.
 *
 * @param graph of which {@link TemporalSpec#mistakes} finds none
 * @param spec what the manifest says of it
 * @param layout where keys and values lie
 * @param normalisation what becomes of the values of a picture
 * @param oneByOne whether the graph gives frames other numbers in a batch than alone, so that they go in alone
 */
record TemporalModel(
        OnnxModel graph, TemporalSpec spec, PastLayout layout, Normalisation normalisation, boolean oneByOne) {
    /**
     * A frame to look at.
     *
     * @param picture the frame
     * @param step frames since the reset
     * @param past of those it sees, oldest first
     */
    record Look(PreparedPicture picture, int step, List<FrameMemory> past) {}

    /**
     * What the graph made of a frame; nothing is checked yet.
     *
     * @param tokens row by row
     * @param memory its own keys and values
     */
    record Seen(float[] tokens, FrameMemory memory) {}

    /**
     * One run, or as many as there are frames.
     *
     * @param looks at least one, each of another stream
     * @return in their order
     * @throws ModelException if the run fails
     */
    List<Seen> run(List<Look> looks, RunHandle handle) {
        if (!oneByOne) {
            return runTogether(looks, handle);
        }
        List<Seen> seen = new ArrayList<>(looks.size());
        for (Look look : looks) {
            seen.addAll(runTogether(List.of(look), handle));
        }
        return seen;
    }

    private List<Seen> runTogether(List<Look> looks, RunHandle handle) {
        int streams = looks.size();
        PreparedPicture first = looks.get(0).picture();
        int pictureNumbers = 3 * first.width() * first.height();
        float[] pixels = new float[streams * pictureNumbers];
        float[] times = new float[streams];
        long[] lengths = new long[streams];
        float[] keys = new float[layout.pastNumbers(streams)];
        float[] values = new float[keys.length];
        for (int stream = 0; stream < streams; stream++) {
            Look look = looks.get(stream);
            normalisation.fill(look.picture(), pixels, stream * pictureNumbers);
            times[stream] = spec.time(look.step());
            lengths[stream] = look.past().size();
            for (int time = 0; time < look.past().size(); time++) {
                layout.put(look.past().get(time).keys(), keys, streams, stream, time);
                layout.put(look.past().get(time).values(), values, streams, stream, time);
            }
        }
        TensorNames names = spec.names();
        long[] pastShape = layout.pastShape(streams);
        Map<String, Tensor> said = graph.run(
                Map.of(
                        names.pixel(),
                        new Tensor.Floats(new long[] {streams, 3, first.height(), first.width()}, pixels),
                        names.time(),
                        new Tensor.Floats(new long[] {streams}, times),
                        names.pastLength(),
                        new Tensor.Longs(new long[] {streams}, lengths),
                        names.pastKeys(),
                        layout.toGraph(pastShape, keys),
                        names.pastValues(),
                        layout.toGraph(pastShape, values)),
                Set.of(names.tokens(), names.newKeys(), names.newValues()),
                handle);
        return split(said, streams);
    }

    private List<Seen> split(Map<String, Tensor> said, int streams) {
        float[] tokens = ((Tensor.Floats) said.get(spec.names().tokens())).values();
        float[] keys = made(said, spec.names().newKeys(), streams);
        float[] values = made(said, spec.names().newValues(), streams);
        int tokenNumbers = tokens.length / streams;
        List<Seen> seen = new ArrayList<>(streams);
        for (int stream = 0; stream < streams; stream++) {
            float[] own = new float[tokenNumbers];
            System.arraycopy(tokens, stream * tokenNumbers, own, 0, tokenNumbers);
            seen.add(new Seen(
                    own, new FrameMemory(layout.take(keys, streams, stream), layout.take(values, streams, stream))));
        }
        return seen;
    }

    private float[] made(Map<String, Tensor> said, String name, int streams) {
        float[] numbers = layout.fromGraph(said.get(name));
        if (numbers.length != streams * layout.frameNumbers()) {
            throw new IllegalStateException("output " + name + " has " + numbers.length + " numbers for " + streams
                    + " streams, and a frame in the past has " + layout.frameNumbers()
                    + ": the graph is none of this kind. Mend the export.");
        }
        return numbers;
    }
}
