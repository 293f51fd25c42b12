package io.tokenloom.cli.bench.quality;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The image codecs that the tokens are compared with, as programs on the command line. Qualities are counted from 0, the
 * smallest file, up. Of the settings the first is tried at every scale, the others where the first was best.
 */
enum FileCodec {
    /** By Google's {@code cwebp}. */
    WEBP(
            "WebP",
            ".webp",
            "-version",
            new Program("cwebp", "webp"),
            Optional.of(new FileDecoding(
                    new Program("dwebp", "webp"),
                    (from, to) -> List.of("-quiet", from.toString(), "-o", to.toString()))),
            101,
            List.of("-sns 0 -f 0", "-sns 0 -f 20", "-sns 0 -f 60", "-sns 50 -f 60", "-sns 0 -f 60 -sharp_yuv")) {
        @Override
        List<String> encoding(int quality, Path from, Path to) {
            return List.of("-quiet", "-m", "6", "-pass", "10", "-q", "" + quality, from + ".png", "-o", to.toString());
        }
    },
    /** By libavif's {@code avifenc}. */
    AVIF(
            "AVIF",
            ".avif",
            "--version",
            new Program("avifenc", "libavif-bin"),
            Optional.of(new FileDecoding(
                    new Program("avifdec", "libavif-bin"),
                    (from, to) -> List.of("-j", "1", from.toString(), to.toString()))),
            64,
            List.of("-s 4 --yuv 420", "-s 2 --yuv 420", "-s 2 --yuv 444", "-s 2 --yuv 400")) {
        @Override
        List<String> encoding(int quality, Path from, Path to) {
            String quantizer = "" + (63 - quality);
            return List.of("-j", "1", "--min", quantizer, "--max", quantizer, from + ".png", to.toString());
        }
    },
    /** By libjpeg's {@code cjpeg}; no arithmetic coding, which hardly any program reads. */
    JPEG(
            "JPEG",
            ".jpg",
            "-version",
            new Program("cjpeg", "libjpeg-turbo-progs"),
            Optional.empty(),
            100,
            List.of("-qslots 0,0,0", "-qslots 0,1,1", "-grayscale")) {
        @Override
        List<String> encoding(int quality, Path from, Path to) {
            return List.of(
                    "-optimize", "-baseline", "-quality", "" + (quality + 1), "-outfile", to.toString(), from + ".ppm");
        }
    },
    /** By libjxl's {@code cjxl}. */
    JPEG_XL(
            "JPEG XL",
            ".jxl",
            "--version",
            new Program("cjxl", "libjxl-tools"),
            Optional.of(new FileDecoding(
                    new Program("djxl", "libjxl-tools"),
                    (from, to) -> List.of(from.toString(), to.toString(), "--quiet", "--num_threads=0"))),
            61,
            List.of("-e 9", "-e 9 -m 1")) {
        @Override
        List<String> encoding(int quality, Path from, Path to) {
            double distance = WORST_DISTANCE * Math.pow(BEST_DISTANCE / WORST_DISTANCE, quality / 60.0);
            return List.of(
                    from + ".png",
                    to.toString(),
                    "--quiet",
                    "--num_threads=0",
                    "--container=0",
                    "-d",
                    String.format(Locale.ROOT, "%.3f", distance));
        }
    };

    private static final double EVEN = 1.02;
    private static final double UNEVEN = 1.2;
    private static final double WORST_DISTANCE = 25;
    private static final double BEST_DISTANCE = 0.1;

    private final String title;
    private final String ending;
    private final String versionOption;
    private final Program encoder;
    private final Optional<FileDecoding> decoder;
    private final int qualities;
    private final List<String> settings;

    FileCodec(
            String title,
            String ending,
            String versionOption,
            Program encoder,
            Optional<FileDecoding> decoder,
            int qualities,
            List<String> settings) {
        this.title = title;
        this.ending = ending;
        this.versionOption = versionOption;
        this.encoder = encoder;
        this.decoder = decoder;
        this.qualities = qualities;
        this.settings = List.copyOf(settings);
    }

    String title() {
        return title;
    }

    /** Of the names of its files; some programs go by it. */
    String ending() {
        return ending;
    }

    /** What makes the encoder say its version. */
    String versionOption() {
        return versionOption;
    }

    /** How much too long a file may be for the next quality to be tried: lengths of some go up and down. */
    double slack() {
        return this == JPEG_XL ? UNEVEN : EVEN;
    }

    /** How many qualities there are. */
    int qualities() {
        return qualities;
    }

    /** Options that are tried besides the quality. */
    List<String> settings() {
        return settings;
    }

    Program encoder() {
        return encoder;
    }

    /** None where the project decodes the format itself. */
    Optional<FileDecoding> decoder() {
        return decoder;
    }

    /** Both programs. */
    List<Program> programs() {
        List<Program> programs = new ArrayList<>(List.of(encoder));
        decoder.map(FileDecoding::program).ifPresent(programs::add);
        return programs;
    }

    /**
     * Options for a quality, besides those of a setting.
     *
     * @param from the picture's path without the endings, {@code .png} and {@code .ppm}, of which there are both
     */
    abstract List<String> encoding(int quality, Path from, Path to);
}
