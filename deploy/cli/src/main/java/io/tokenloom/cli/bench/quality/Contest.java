package io.tokenloom.cli.bench.quality;

import io.tokenloom.vision.preprocessing.EightBitPicture;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps the best of many tries at each of some sizes: that of best PSNR, and the best SSIM. Not thread-safe. */
final class Contest {
    private final Judge judge;
    private final List<Integer> sizes;
    private final List<Best> best = new ArrayList<>();

    private static final class Best {
        private int bytes;
        private EightBitPicture picture;
        private double psnr = Double.NEGATIVE_INFINITY;
        private double ssim = Double.NEGATIVE_INFINITY;
    }

    /** @param sizes in bytes, rising */
    Contest(Judge judge, List<Integer> sizes) {
        this.judge = judge;
        this.sizes = List.copyOf(sizes);
        sizes.forEach(size -> best.add(new Best()));
    }

    /**
     * A try for all sizes that it fits into.
     *
     * @return its PSNR
     */
    double enter(int bytes, EightBitPicture picture) {
        double psnr = judge.psnr(picture);
        double ssim = judge.ssim(picture);
        for (int i = 0; i < sizes.size(); i++) {
            Best so = best.get(i);
            if (bytes > sizes.get(i)) {
                continue;
            }
            so.ssim = Math.max(so.ssim, ssim);
            if (psnr > so.psnr) {
                so.psnr = psnr;
                so.bytes = bytes;
                so.picture = picture;
            }
        }
        return psnr;
    }

    /** The best at each size; empty where nothing fits. */
    List<Optional<Made>> results() {
        return best.stream().map(this::made).toList();
    }

    private Optional<Made> made(Best so) {
        if (so.picture == null) {
            return Optional.empty();
        }
        Map<Measure, Double> values = new EnumMap<>(judge.all(so.picture));
        values.put(Measure.SSIM, so.ssim);
        return Optional.of(new Made(so.picture, new Score(so.bytes, values)));
    }
}
