package io.tokenloom.cli.bench.quality;

import io.tokenloom.media.RgbImage;
import io.tokenloom.vision.preprocessing.EightBitPicture;
import io.tokenloom.vision.preprocessing.Resampling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Looks for the best files of one picture. At each of eleven scales, the largest first, the quality is bisected to the largest
 * file of each size, with the codec's first setting and Lanczos' kernel to shrink; for a size no scale is tried at which even
 * the small picture itself is worse than what was found. Then at scales beside the best; there with the other settings, and
 * shrunk by means; and with the best of these beside it again. Small pictures are enlarged by the better of bicubic and
 * Lanczos. For one thread.
 */
final class CodecSearch {
    private static final int PARTS = 32;
    private static final int[] SIDES_IN_PARTS = {32, 24, 20, 16, 12, 10, 8, 6, 5, 4, 3};
    private static final List<Resampling> ENLARGING = List.of(Resampling.PIL_BICUBIC, Resampling.PIL_LANCZOS);

    private final InstalledCodec codec;
    private final Judge judge;
    private final List<Integer> sizes;
    private final Workbench workbench;
    private final Contest contest;
    private final List<Integer> sides;
    private final Map<Variant, TreeMap<Integer, byte[]>> files = new HashMap<>();
    private final Map<List<Object>, Double> entered = new HashMap<>();
    private final double[] bestPsnr;
    private final List<Variant> best;
    private Variant laid;
    private Path laidAt;

    /** All but the quality. */
    private record Variant(int side, Resampling shrinking, String setting) {}

    CodecSearch(InstalledCodec codec, Judge judge, List<Integer> sizes, Workbench workbench) {
        this.codec = codec;
        this.judge = judge;
        this.sizes = sizes;
        this.workbench = workbench;
        this.contest = new Contest(judge, sizes);
        this.sides = sides(judge.side());
        this.bestPsnr = new double[sizes.size()];
        this.best = new ArrayList<>(Collections.nCopies(sizes.size(), null));
    }

    List<Optional<Made>> run() throws IOException, InterruptedException, ProgramFailure {
        String first = codec.codec().settings().get(0);
        for (int side : sides) {
            double bound = judge.psnr(enlarged(Scaling.interleaved(shrunk(side, Resampling.PIL_LANCZOS))));
            for (int place = sizes.size() - 1; place >= 0; place--) {
                if (bound > bestPsnr[place]) {
                    attempt(new Variant(side, Resampling.PIL_LANCZOS, first), place);
                }
            }
        }
        for (int place = 0; place < sizes.size(); place++) {
            refine(place);
        }
        return contest.results();
    }

    private void refine(int place) throws IOException, InterruptedException, ProgramFailure {
        // Where the first setting has no file so small, another may have one at the smallest scale.
        Variant smallest = new Variant(
                sides.get(sides.size() - 1),
                Resampling.PIL_LANCZOS,
                codec.codec().settings().get(0));
        besideBest(place);
        Variant coarse = Optional.ofNullable(best.get(place)).orElse(smallest);
        attempt(new Variant(coarse.side(), Resampling.PIL_BOX, coarse.setting()), place);
        for (String setting : codec.codec().settings()) {
            attempt(new Variant(coarse.side(), Resampling.PIL_LANCZOS, setting), place);
        }
        besideBest(place);
    }

    /** With the best so far at the scales beside its own. */
    private void besideBest(int place) throws IOException, InterruptedException, ProgramFailure {
        Variant so = best.get(place);
        if (so != null) {
            for (int side : beside(so.side())) {
                attempt(new Variant(side, so.shrinking(), so.setting()), place);
            }
        }
    }

    /** The sides that are tried for pictures of a side, the largest first. */
    static List<Integer> sides(int side) {
        return Arrays.stream(SIDES_IN_PARTS)
                .map(parts -> Math.max(1, side * parts / PARTS))
                .boxed()
                .toList();
    }

    /** The next larger and the next smaller one, and halfway to them. */
    private Set<Integer> beside(int side) {
        int larger = sides.stream().filter(other -> other > side).reduce(side, (before, last) -> last);
        int smaller = sides.stream().filter(other -> other < side).findFirst().orElse(side);
        return new TreeSet<>(Arrays.asList(larger, (larger + side) / 2, (side + smaller) / 2, smaller));
    }

    private void attempt(Variant variant, int place) throws IOException, InterruptedException, ProgramFailure {
        Optional<Integer> quality = largest(variant, sizes.get(place));
        if (quality.isEmpty()) {
            return;
        }
        List<Object> made = List.of(variant, quality.get());
        Double psnr = entered.get(made);
        if (psnr == null) {
            byte[] file = files.get(variant).get(quality.get());
            psnr = contest.enter(file.length, enlarged(codec.decode(file, workbench)));
            entered.put(made, psnr);
        }
        if (psnr > bestPsnr[place]) {
            bestPsnr[place] = psnr;
            best.set(place, variant);
        }
    }

    /** About the highest quality whose file has at most so many bytes; higher qualities are taken to make longer files. */
    private Optional<Integer> largest(Variant variant, int size)
            throws IOException, InterruptedException, ProgramFailure {
        int fits = 0;
        int large = codec.codec().qualities();
        for (Map.Entry<Integer, byte[]> known :
                files.computeIfAbsent(variant, absent -> new TreeMap<>()).entrySet()) {
            if (known.getValue().length <= size) {
                fits = Math.max(fits, known.getKey());
            } else {
                large = Math.min(large, known.getKey());
            }
        }
        if (large == 0 || length(variant, 0) > size) {
            return Optional.empty();
        }
        for (int round = 0; large - fits > 1; round++) {
            // By turns the middle and where the size would lie if lengths grew evenly: neither alone is always quick.
            int next = round % 2 == 0 ? guess(variant, fits, large, size) : (fits + large) / 2;
            if (length(variant, next) <= size) {
                fits = next;
            } else {
                large = next;
            }
        }
        // Lengths do not grow quite evenly: after one that is too long another may fit.
        int found = fits;
        double longest = size * codec.codec().slack();
        for (int next = fits + 2; next < codec.codec().qualities() && length(variant, next - 1) <= longest; next++) {
            if (length(variant, next) <= size) {
                found = next;
            }
        }
        return Optional.of(found);
    }

    private int guess(Variant variant, int fits, int large, int size) {
        byte[] longer = files.get(variant).get(large);
        if (longer == null) {
            return (fits + large) / 2;
        }
        double shorter = files.get(variant).get(fits).length;
        double part = Math.log(size / shorter) / Math.log(longer.length / shorter);
        return Math.max(fits + 1, Math.min(large - 1, fits + (int) Math.round(part * (large - fits))));
    }

    private int length(Variant variant, int quality) throws IOException, InterruptedException, ProgramFailure {
        TreeMap<Integer, byte[]> known = files.get(variant);
        byte[] file = known.get(quality);
        if (file == null) {
            if (!variant.equals(laid)) {
                laidAt = InstalledCodec.lay(shrunk(variant.side(), variant.shrinking()), workbench);
                laid = variant;
            }
            file = codec.encode(laidAt, variant.setting(), quality, workbench);
            known.put(quality, file);
        }
        return file.length;
    }

    private EightBitPicture shrunk(int side, Resampling shrinking) {
        return side == judge.side()
                ? judge.original()
                : Scaling.to(Scaling.interleaved(judge.original()), side, side, shrinking);
    }

    private EightBitPicture enlarged(RgbImage small) {
        EightBitPicture best = null;
        for (Resampling enlarging : ENLARGING) {
            EightBitPicture large = Scaling.to(small, judge.side(), judge.side(), enlarging);
            if (best == null || judge.psnr(large) > judge.psnr(best)) {
                best = large;
            }
        }
        return best;
    }
}
