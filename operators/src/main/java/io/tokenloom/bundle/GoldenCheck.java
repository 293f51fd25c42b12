package io.tokenloom.bundle;

import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.media.ImageDecoder;
import io.tokenloom.media.MediaLimits;
import io.tokenloom.media.RgbImage;
import io.tokenloom.model.ModelException;
import io.tokenloom.vision.StepRequest;
import io.tokenloom.vision.StepResult;
import io.tokenloom.vision.TokenBudget;
import io.tokenloom.vision.VisualState;
import io.tokenloom.vision.VisualTokenizer;
import io.tokenloom.vision.VisualTokens;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Tokenizes the golden pictures of a bundle, each alone, and compares. */
final class GoldenCheck {
    private static final TokenBudget ALL = new TokenBudget.Fixed(Integer.MAX_VALUE);

    private final VisualTokenizer tokenizer;
    private final ListedFiles files;
    private final List<String> mistakes;
    private final List<GoldenRun> runs = new ArrayList<>();
    private final ImageDecoder images = new ImageDecoder(MediaLimits.DEFAULTS);

    /** @param mistakes gets what differs */
    GoldenCheck(VisualTokenizer tokenizer, ListedFiles files, List<String> mistakes) {
        this.tokenizer = tokenizer;
        this.files = files;
        this.mistakes = mistakes;
    }

    /** Every picture, as far as it could be tokenized. */
    List<GoldenRun> run(List<GoldenPictures> golden) {
        for (int i = 0; i < golden.size(); i++) {
            String name = "golden[" + i + "]: ";
            Agreement agreement = new Agreement();
            VisualState state = tokenizer.start();
            for (GoldenPictures.Frame frame : golden.get(i).frames()) {
                try {
                    GoldenRun run = step(frame, state);
                    runs.add(run);
                    state = run.alone().next();
                    compare(
                            name + frame.image() + ": ",
                            frame,
                            run.alone().tokens(),
                            golden.get(i).tolerance(),
                            agreement);
                } catch (TokenizationException | ModelException e) {
                    mistakes.add(name + frame.image() + ": " + e.getMessage());
                    break;
                }
            }
            if (agreement.equal < golden.get(i).agreement() * agreement.all) {
                mistakes.add(String.format(
                        Locale.ROOT,
                        "%s%d of %d ids are those of the manifest, fewer than %.0f %%: this is another model, another"
                                + " preprocessing, or a processor that computes otherwise",
                        name,
                        agreement.equal,
                        agreement.all,
                        100 * golden.get(i).agreement()));
            }
        }
        return List.copyOf(runs);
    }

    private static final class Agreement {
        private int equal;
        private int all;
    }

    private GoldenRun step(GoldenPictures.Frame frame, VisualState state) {
        RgbImage picture = images.decode(files.content(frame.image()).orElseThrow());
        byte[] seed = frame.image().getBytes(StandardCharsets.UTF_8);
        StepRequest request = new StepRequest(tokenizer.prepare(picture), state, ALL, true, seed);
        StepResult result = tokenizer.step(List.of(request)).get(0);
        if (result instanceof StepResult.Refused refused) {
            throw refused.why();
        }
        return new GoldenRun(request, (StepResult.Made) result);
    }

    private void compare(
            String name, GoldenPictures.Frame frame, VisualTokens tokens, double tolerance, Agreement agreement) {
        if (tokens instanceof VisualTokens.Embeddings vectors) {
            compare(name, frame.values(), vectors.values(), tolerance);
            return;
        }
        VisualTokens.Ids ids = (VisualTokens.Ids) tokens;
        if (!frame.values().isEmpty() || frame.planes().size() != ids.planes().length) {
            mistakes.add(name + "the tokenizer has " + ids.planes().length + " planes of ids, and the manifest names "
                    + frame.planes().size());
            return;
        }
        int[] positions =
                frame.keptPositions().stream().mapToInt(Integer::intValue).toArray();
        if (positions.length > 0 && !Arrays.equals(positions, ids.keptPositions())) {
            mistakes.add(name + "the positions " + Arrays.toString(ids.keptPositions())
                    + " were kept, the manifest says " + frame.keptPositions());
        }
        for (int plane = 0; plane < ids.planes().length; plane++) {
            List<Integer> wanted = frame.planes().get(plane);
            int[] found = ids.planes()[plane];
            agreement.all += Math.max(wanted.size(), found.length);
            for (int i = 0; i < Math.min(wanted.size(), found.length); i++) {
                agreement.equal += found[i] == wanted.get(i) ? 1 : 0;
            }
        }
    }

    private void compare(String name, List<Double> wanted, float[] found, double tolerance) {
        if (wanted.isEmpty()) {
            mistakes.add(name + "the tokenizer gives vectors, so the manifest has to name values, the first numbers");
        }
        if (wanted.size() > found.length) {
            mistakes.add(name + "the manifest names " + wanted.size() + " numbers, and there are " + found.length);
            return;
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (Math.abs(wanted.get(i) - found[i]) > tolerance) {
                mistakes.add(name + "number " + i + " is " + found[i] + ", the manifest says " + wanted.get(i)
                        + ": this is another model or another preprocessing");
                return;
            }
        }
    }
}
