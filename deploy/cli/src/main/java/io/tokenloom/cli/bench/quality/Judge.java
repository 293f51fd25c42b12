package io.tokenloom.cli.bench.quality;

import io.tokenloom.vision.preprocessing.EightBitPicture;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Compares pictures with one original. Thread-safe. */
final class Judge {
    /** Equal pictures count as this many dB, and so does what is nearer. */
    private static final double MOST_DECIBELS = 60;

    private final EightBitPicture original;
    private final List<Ssim.Original> colours;
    private final Plane luma;
    private final Plane blue;
    private final Plane red;

    Judge(EightBitPicture original) {
        this.original = original;
        this.colours = IntStream.range(0, 3)
                .mapToObj(colour -> new Ssim.Original(Plane.colour(original, colour)))
                .toList();
        this.luma = Plane.luma(original);
        this.blue = Plane.blueDifference(original);
        this.red = Plane.redDifference(original);
    }

    EightBitPicture original() {
        return original;
    }

    int side() {
        return original.width();
    }

    /** In dB, at most 60. */
    double psnr(EightBitPicture decoded) {
        return psnr(original, decoded);
    }

    /** In dB, at most 60. */
    static double psnr(EightBitPicture original, EightBitPicture decoded) {
        return Math.min(MOST_DECIBELS, decoded.psnr(original));
    }

    /** The mean of red, green and blue: a grey copy of a coloured picture is not similar to it. */
    double ssim(EightBitPicture decoded) {
        double sum = 0;
        for (int colour = 0; colour < 3; colour++) {
            sum += colours.get(colour).with(Plane.colour(decoded, colour)).similarity();
        }
        return sum / 3;
    }

    /** All measures. */
    Map<Measure, Double> all(EightBitPicture decoded) {
        Plane decodedLuma = Plane.luma(decoded);
        Plane decodedBlue = Plane.blueDifference(decoded);
        Plane decodedRed = Plane.redDifference(decoded);
        Map<Measure, Double> values = new EnumMap<>(Measure.class);
        values.put(Measure.PSNR, psnr(decoded));
        values.put(Measure.SSIM, ssim(decoded));
        values.put(Measure.MS_SSIM, MsSsim.of(luma, decodedLuma));
        values.put(Measure.GMSD, Gmsd.of(luma, decodedLuma));
        values.put(Measure.BLOCKINESS, Artefacts.blockiness(decodedLuma.minus(luma)));
        values.put(Measure.COLOUR_NOISE, Artefacts.colourNoise(decodedBlue.minus(blue), decodedRed.minus(red)));
        values.put(Measure.ADDED_COLOUR, Artefacts.addedColour(blue, red, decodedBlue, decodedRed));
        return values;
    }
}
