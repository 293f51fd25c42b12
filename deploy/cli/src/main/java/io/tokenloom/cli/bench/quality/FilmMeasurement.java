package io.tokenloom.cli.bench.quality;

import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.model.RunHandle;
import io.tokenloom.vision.ProgressiveModel;
import io.tokenloom.vision.ProgressiveTokenizer;
import io.tokenloom.vision.TokenBudget;
import io.tokenloom.vision.VisualState;
import io.tokenloom.vision.preprocessing.EightBitPicture;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** Says films by tokens: in a closed loop with the state of the frame before, and each frame anew. */
final class FilmMeasurement {
    /** Targets in dB. */
    static final List<Double> TARGETS = List.of(17.3, 19.5, 21.0, 21.6, 24.0);

    /** The target of a standing camera's goal. */
    static final double FIXED_TARGET = 21;

    /** The target of a moving camera's goal. */
    static final double MOVING_TARGET = 21.6;

    /** Tokens of each frame where all have the same number, for 128 x 128 pixels. */
    static final int FIXED_TOKENS = 16;

    private static final int STRIP = 8;

    private final ProgressiveTokenizer tokenizer;
    private final TokenSizes bytes;
    private final Consumer<String> notices;
    private final Consumer<String> progress;

    FilmMeasurement(
            ProgressiveTokenizer tokenizer, TokenSizes bytes, Consumer<String> notices, Consumer<String> progress) {
        this.tokenizer = tokenizer;
        this.bytes = bytes;
        this.notices = notices;
        this.progress = progress;
    }

    /** How many tokens each frame has where all have the same number. */
    int fixedTokens() {
        return Math.min(bytes.tokens(), FIXED_TOKENS * bytes.factor());
    }

    List<FilmResult> run(List<Film> films) throws IOException, InterruptedException {
        List<FilmResult> results = new ArrayList<>();
        for (Film film : films) {
            try {
                List<EightBitPicture> frames = FilmFrames.first(film, tokenizer, notices);
                progress.accept(String.format(Locale.ROOT, "%s: %d frames", film.name(), frames.size()));
                results.add(measured(film, frames));
            } catch (TokenizationException e) {
                notices.accept(film.name() + " is left out: " + e.getMessage());
            }
        }
        return results;
    }

    private FilmResult measured(Film film, List<EightBitPicture> frames) throws IOException, InterruptedException {
        List<TokenBudget> budgets = new ArrayList<>();
        TARGETS.forEach(target -> budgets.add(new TokenBudget.Quality(target, bytes.tokens())));
        budgets.add(new TokenBudget.Fixed(fixedTokens()));
        budgets.add(new TokenBudget.Fixed(bytes.tokens()));
        List<Callable<List<FilmRun>>> tasks = new ArrayList<>();
        tasks.add(() -> anew(frames, budgets));
        budgets.forEach(budget -> tasks.add(() -> List.of(closedLoop(frames, budget))));
        List<List<FilmRun>> runs = Workers.all(tasks);
        Map<Double, FilmRun> with = new LinkedHashMap<>();
        Map<Double, FilmRun> without = new LinkedHashMap<>();
        for (int i = 0; i < TARGETS.size(); i++) {
            with.put(TARGETS.get(i), runs.get(1 + i).get(0));
            without.put(TARGETS.get(i), runs.get(0).get(i));
        }
        double target = film.camera() == Film.Camera.FIXED ? FIXED_TARGET : MOVING_TARGET;
        return new FilmResult(
                film,
                frames.size(),
                with,
                without,
                runs.get(1 + TARGETS.size()).get(0),
                runs.get(0).get(TARGETS.size()),
                runs.get(2 + TARGETS.size()).get(0),
                strip(frames, target, with.get(target)));
    }

    private FilmRun closedLoop(List<EightBitPicture> pictures, TokenBudget budget) {
        List<FilmRun.Frame> frames = new ArrayList<>();
        VisualState state = tokenizer.start();
        List<Integer> shown = FilmRun.spread(pictures.size(), STRIP);
        for (EightBitPicture picture : pictures) {
            ProgressiveTokenizer.Step step = tokenizer.next(picture, state, budget);
            state = step.next();
            EightBitPicture decoded = EightBitPicture.square(picture.width(), state.content());
            frames.add(new FilmRun.Frame(
                    step.ids().length,
                    Judge.psnr(picture, decoded),
                    step.step(),
                    shown.contains(frames.size()) ? Optional.of(decoded) : Optional.empty()));
        }
        return new FilmRun(frames);
    }

    /** With each budget, from one run of the encoder for each frame. */
    private List<FilmRun> anew(List<EightBitPicture> pictures, List<TokenBudget> budgets) {
        List<List<FilmRun.Frame>> runs = new ArrayList<>();
        budgets.forEach(budget -> runs.add(new ArrayList<>()));
        for (EightBitPicture picture : pictures) {
            VisualState start = tokenizer.start();
            ProgressiveModel.Encoded encoded = TokenRun.encoded(tokenizer.model(), picture, start);
            List<ProgressiveModel.Kept> kept = budgets.stream()
                    .map(budget -> new ProgressiveModel.Kept(encoded.ids(), budget.keep(encoded.quality()), start))
                    .toList();
            List<VisualState> states = tokenizer.model().decode(kept, new RunHandle());
            for (int i = 0; i < runs.size(); i++) {
                EightBitPicture decoded =
                        EightBitPicture.square(picture.width(), states.get(i).content());
                runs.get(i)
                        .add(new FilmRun.Frame(kept.get(i).kept(), Judge.psnr(picture, decoded), 0, Optional.empty()));
            }
        }
        return runs.stream().map(FilmRun::new).toList();
    }

    private static List<List<SheetCell>> strip(List<EightBitPicture> pictures, double target, FilmRun run) {
        List<SheetCell> originals = new ArrayList<>();
        List<SheetCell> decoded = new ArrayList<>();
        for (int number : FilmRun.spread(pictures.size(), STRIP)) {
            EightBitPicture picture = pictures.get(number);
            FilmRun.Frame frame = run.frames().get(number);
            originals.add(new SheetCell("frame " + (number + 1), "original", Optional.of(picture)));
            decoded.add(new SheetCell(
                    "for " + target + " dB",
                    String.format(Locale.ROOT, "%d tokens, %.2f dB", frame.tokens(), frame.psnr()),
                    frame.shown()));
        }
        return List.of(originals, decoded);
    }
}
