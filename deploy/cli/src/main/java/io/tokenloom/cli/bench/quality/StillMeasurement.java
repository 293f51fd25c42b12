package io.tokenloom.cli.bench.quality;

import io.tokenloom.vision.ProgressiveTokenizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Says stills by tokens and by every other method. */
final class StillMeasurement {
    /** What the sheet shows besides the original and the tokens: method, and place among the sizes. */
    private static final List<Map.Entry<String, Integer>> SHOWN = List.of(
            Map.entry("thumbnail", 1),
            Map.entry(FileCodec.WEBP.title(), 2),
            Map.entry(FileCodec.JPEG_XL.title(), 2),
            Map.entry(FileCodec.WEBP.title(), 3),
            Map.entry(FileCodec.AVIF.title(), 5));

    private static final Set<Integer> SHOWN_TOKENS = Set.of(0, 1, 2, 3, 5);
    private static final double NANOS = 1e9;

    private final ProgressiveTokenizer tokenizer;
    private final TokenSizes bytes;
    private final List<Method> others;
    private final Consumer<String> notices;
    private final Consumer<String> progress;
    private final Set<String> failed = ConcurrentHashMap.newKeySet();

    /**
     * @param others than tokens
     * @param notices get what failed
     */
    StillMeasurement(
            ProgressiveTokenizer tokenizer,
            TokenSizes bytes,
            List<Method> others,
            Consumer<String> notices,
            Consumer<String> progress) {
        this.tokenizer = tokenizer;
        this.bytes = bytes;
        this.others = others;
        this.notices = notices;
        this.progress = progress;
    }

    /** Titles of the methods that nothing failed in, tokens first. */
    List<String> methods() {
        List<String> titles = new ArrayList<>(List.of(StillResult.TOKENS));
        others.stream()
                .map(Method::title)
                .filter(title -> !failed.contains(title))
                .forEach(titles::add);
        return titles;
    }

    List<StillResult> run(List<Picture> pictures) throws IOException, InterruptedException {
        AtomicInteger done = new AtomicInteger();
        List<Callable<StillResult>> tasks = new ArrayList<>();
        for (Picture picture : pictures) {
            tasks.add(() -> {
                long start = System.nanoTime();
                StillResult result = measured(picture);
                progress.accept(String.format(
                        Locale.ROOT,
                        "%d of %d pictures: %s/%s, %.1f s",
                        done.incrementAndGet(),
                        pictures.size(),
                        picture.category(),
                        picture.name(),
                        (System.nanoTime() - start) / NANOS));
                return result;
            });
        }
        return Workers.all(tasks);
    }

    private StillResult measured(Picture picture) throws IOException, InterruptedException {
        Judge judge = new Judge(picture.pixels());
        TokenRun tokens = TokenRun.of(tokenizer, bytes, judge);
        Map<String, List<Optional<Made>>> made = new LinkedHashMap<>();
        made.put(StillResult.TOKENS, tokens.made());
        for (Method method : others) {
            if (!failed.contains(method.title())) {
                try {
                    made.put(method.title(), method.best(judge, bytes.sizes()));
                } catch (ProgramFailure e) {
                    if (failed.add(method.title())) {
                        notices.accept(method.title() + " is left out: " + e.getMessage());
                    }
                }
            }
        }
        Map<String, List<Optional<Score>>> scores = new LinkedHashMap<>();
        made.forEach((title, list) ->
                scores.put(title, list.stream().map(one -> one.map(Made::score)).toList()));
        scores.put(
                Blur.TITLE,
                tokens.made().stream()
                        .map(one -> one.map(said -> blur(judge, said)))
                        .toList());
        return new StillResult(
                picture,
                scores,
                IntStream.range(0, bytes.steps()).mapToObj(tokens::whole).toList(),
                IntStream.range(0, bytes.steps()).mapToObj(tokens::worstDrop).toList(),
                shown(picture, made));
    }

    private static Score blur(Judge judge, Made tokens) {
        return new Score(0, judge.all(Blur.asFar(judge, tokens.score().of(Measure.PSNR))));
    }

    private List<SheetCell> shown(Picture picture, Map<String, List<Optional<Made>>> made) {
        List<SheetCell> cells = new ArrayList<>();
        cells.add(new SheetCell("original", picture.name(), Optional.of(picture.pixels())));
        for (int place = 0; place < bytes.sizes().size(); place++) {
            if (SHOWN_TOKENS.contains(place)) {
                cells.add(cell(StillResult.TOKENS, place, made));
            }
        }
        for (Map.Entry<String, Integer> other : SHOWN) {
            if (made.containsKey(other.getKey())) {
                cells.add(cell(other.getKey(), other.getValue(), made));
            }
        }
        return cells;
    }

    private SheetCell cell(String method, int place, Map<String, List<Optional<Made>>> made) {
        Optional<Made> one = made.get(method).get(place);
        return new SheetCell(
                method + ", " + bytes.sizes().get(place) + " bytes",
                one.map(found -> String.format(
                                Locale.ROOT,
                                "%.2f dB, %d bytes",
                                found.score().of(Measure.PSNR),
                                found.score().bytes()))
                        .orElse("none so small"),
                one.map(Made::picture));
    }
}
