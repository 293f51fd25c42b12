package io.tokenloom.cli.bench.quality;

import io.tokenloom.model.RunHandle;
import io.tokenloom.vision.ProgressiveModel;
import io.tokenloom.vision.ProgressiveTokenizer;
import io.tokenloom.vision.VisualState;
import io.tokenloom.vision.preprocessing.EightBitPicture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All steps of one still, each decoded at every length.
 *
 * @param psnr of each step, after 0, 1, 2, ... of its tokens, all of the steps before; at step 0 the first is no number
 * @param made at each size
 */
record TokenRun(List<double[]> psnr, List<Optional<Made>> made) {
    private static final int BATCH = 32;

    /** Copies. */
    TokenRun {
        psnr = List.copyOf(psnr);
        made = List.copyOf(made);
    }

    static TokenRun of(ProgressiveTokenizer tokenizer, TokenSizes bytes, Judge judge) {
        List<double[]> psnr = new ArrayList<>();
        List<EightBitPicture> pictures = new ArrayList<>();
        List<List<Integer>> wanted =
                bytes.sizes().stream().map(bytes::idsWithin).toList();
        wanted.forEach(ids -> pictures.add(null));
        VisualState state = tokenizer.start();
        for (int step = 0; step < bytes.steps(); step++) {
            int[] ids = encoded(tokenizer.model(), judge.original(), state).ids();
            double[] line = new double[ids.length + 1];
            line[0] = step == 0 ? Double.NaN : judge.psnr(picture(state, bytes.side()));
            VisualState next = state;
            for (int from = 1; from <= ids.length; from += BATCH) {
                int to = Math.min(ids.length, from + BATCH - 1);
                List<VisualState> decoded = prefixes(tokenizer.model(), ids, from, to, state);
                for (int kept = from; kept <= to; kept++) {
                    next = decoded.get(kept - from);
                    EightBitPicture picture = picture(next, bytes.side());
                    line[kept] = judge.psnr(picture);
                    for (int i = 0; i < wanted.size(); i++) {
                        // The last step that has any tokens is the one that is seen.
                        if (wanted.get(i).get(step) == kept) {
                            pictures.set(i, picture);
                        }
                    }
                }
            }
            psnr.add(line);
            state = next;
        }
        List<Optional<Made>> made = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            int size = wanted.get(i).stream().mapToInt(bytes::bytes).sum();
            made.add(Optional.ofNullable(pictures.get(i))
                    .map(picture -> new Made(picture, new Score(size, judge.all(picture)))));
        }
        return new TokenRun(psnr, made);
    }

    private static EightBitPicture picture(VisualState state, int side) {
        return EightBitPicture.square(side, state.content());
    }

    /** What the encoder says of one picture. */
    static ProgressiveModel.Encoded encoded(ProgressiveModel model, EightBitPicture picture, VisualState state) {
        ProgressiveModel.Said said =
                model.encode(List.of(picture), List.of(state), new RunHandle()).get(0);
        if (said instanceof ProgressiveModel.Broken broken) {
            throw broken.why();
        }
        return (ProgressiveModel.Encoded) said;
    }

    private static List<VisualState> prefixes(ProgressiveModel model, int[] ids, int from, int to, VisualState state) {
        List<ProgressiveModel.Kept> kept = new ArrayList<>();
        for (int length = from; length <= to; length++) {
            kept.add(new ProgressiveModel.Kept(ids, length, state));
        }
        return model.decode(kept, new RunHandle());
    }

    /** PSNR after all tokens of a step. */
    double whole(int step) {
        double[] line = psnr.get(step);
        return line[line.length - 1];
    }

    /** By how many dB a prefix of a step is worse than the best shorter one, at most; 0 where none is. */
    double worstDrop(int step) {
        double best = Double.NEGATIVE_INFINITY;
        double drop = 0;
        for (double value : psnr.get(step)) {
            if (!Double.isNaN(value)) {
                drop = Math.max(drop, best - value);
                best = Math.max(best, value);
            }
        }
        return drop;
    }
}
