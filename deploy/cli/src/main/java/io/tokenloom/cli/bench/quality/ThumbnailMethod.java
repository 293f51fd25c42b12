package io.tokenloom.cli.bench.quality;

import io.tokenloom.media.RgbImage;
import io.tokenloom.vision.preprocessing.EightBitPicture;
import io.tokenloom.vision.preprocessing.Resampling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A small picture whose pixels are stored raw: all numbers of pixels up to 3 : 2 either way, in each format of {@link
 * #FORMATS}. Shrunk by Lanczos and enlarged bicubic at first; the best of these by PSNR also shrunk by means and enlarged
 * by Lanczos and bilinear, and of these SSIM is taken.
 */
record ThumbnailMethod() implements Method {
    private static final List<ThumbnailFormat> FORMATS = List.of(
            new ThumbnailFormat.Rgb(8, 8, 8),
            new ThumbnailFormat.Rgb(5, 6, 5),
            new ThumbnailFormat.Rgb(4, 4, 4),
            new ThumbnailFormat.Subsampled(8),
            new ThumbnailFormat.Subsampled(6),
            new ThumbnailFormat.Subsampled(5),
            new ThumbnailFormat.Subsampled(4));

    private static final double LONGEST = 1.5;
    private static final int REFINED = 24;
    private static final int BYTE = 8;
    private static final List<Resampling> SHRINKING = List.of(Resampling.PIL_LANCZOS, Resampling.PIL_BOX);
    private static final List<Resampling> ENLARGING =
            List.of(Resampling.PIL_BICUBIC, Resampling.PIL_LANCZOS, Resampling.PIL_BILINEAR);

    @Override
    public String title() {
        return "thumbnail";
    }

    private record Grid(ThumbnailFormat format, int width, int height) {
        int bytes() {
            return (format.bits(width, height) + BYTE - 1) / BYTE;
        }

        EightBitPicture restored(RgbImage original, Resampling shrinking, Resampling enlarging) {
            RgbImage small = Scaling.interleaved(Scaling.to(original, width, height, shrinking));
            return format.restored(small, original.width(), enlarging);
        }
    }

    private record Tried(Grid grid, double psnr) {}

    @Override
    public List<Optional<Made>> best(Judge judge, List<Integer> sizes) {
        RgbImage original = Scaling.interleaved(judge.original());
        Contest contest = new Contest(judge, sizes);
        for (int size : sizes) {
            List<Tried> tried = new ArrayList<>();
            for (ThumbnailFormat format : FORMATS) {
                for (Grid grid : grids(format, size, judge.side())) {
                    tried.add(new Tried(
                            grid, judge.psnr(grid.restored(original, Resampling.PIL_LANCZOS, Resampling.PIL_BICUBIC))));
                }
            }
            tried.sort(Comparator.comparingDouble(Tried::psnr).reversed());
            for (Tried good : tried.subList(0, Math.min(REFINED, tried.size()))) {
                for (Resampling shrinking : SHRINKING) {
                    for (Resampling enlarging : ENLARGING) {
                        contest.enter(good.grid().bytes(), good.grid().restored(original, shrinking, enlarging));
                    }
                }
            }
        }
        return contest.results();
    }

    /** For each width the most rows. */
    private static List<Grid> grids(ThumbnailFormat format, int size, int side) {
        List<Grid> grids = new ArrayList<>();
        for (int width = 1; width <= side && format.bits(width, 1) <= BYTE * size; width++) {
            int height = 1;
            while (height < side && format.bits(width, height + 1) <= BYTE * size) {
                height++;
            }
            if (width <= LONGEST * height && height <= LONGEST * width) {
                grids.add(new Grid(format, width, height));
            }
        }
        return grids;
    }
}
